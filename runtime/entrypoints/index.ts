export { consumeEntrypoint } from './consume.js'
export { eventEntrypoint } from './events.js'
export { rpcEntrypoint } from './rpc.js'
export { timerEntrypoint } from './timers.js'
