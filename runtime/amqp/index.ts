export type { AmqpOptions, Pauses, TransportEvent } from './amqp-options.js'
export { connectAmqp } from './connect-amqp.js'
export { logEvents } from './connection-state.js'
