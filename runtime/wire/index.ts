export { batonQueue } from './baton-topology.js'
export { decodeBody, encodeBody } from './body.js'
export { type ContextData, decodeContext, encodeContext } from './context-headers.js'
export {
  type EventExchangeOptions,
  type EventHandlerType,
  type EventSubscription,
  eventExchange,
  eventQueue,
  eventQueueBase,
} from './event-topology.js'
export {
  buriedHeaders,
  type FailureCount,
  type FailureReason,
  failuresOf,
  retriedHeaders,
} from './failure-headers.js'
export { NotJson, parseJson, UnreadableBody } from './parse-json.js'
export { decodeReply, encodeError, encodeResult } from './reply.js'
export { decodeRequest, encodeRequest, type RpcRequest } from './request.js'
export { deadLetterQueue, retryQueue } from './retry-topology.js'
export { isReplyKey, RPC_EXCHANGE, replyQueue, rpcExchange, rpcQueue } from './topology.js'
