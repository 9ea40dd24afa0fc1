export type { AmqpOptions, Pauses, TransportEvent } from './amqp-options.js'
export { connectAmqp } from './connect-amqp.js'
export { openQueueDesk } from './open-queue-desk.js'
export { type Destination, type Moved, QueueDesk } from './queue-desk.js'
