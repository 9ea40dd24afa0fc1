export type { AmqpOptions, Pauses, TransportEvent } from './amqp-options.js'
export { connectAmqp } from './connect-amqp.js'
export { type Destination, type Moved, openQueueDesk, QueueDesk } from './queue-desk.js'
