export { batonQueue } from './baton-topology.js'
export { decodeBody } from './body.js'
export { bodyFormat } from './body-format.js'
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
  type Burial,
  burialOf,
  buriedHeaders,
  type FailureCount,
  type FailureReason,
  failureHeaders,
  failuresOf,
  retriedHeaders,
  withoutFailures,
} from './failure-headers.js'
export { JSON_FORMAT } from './json-format.js'
export { loadMsgpack } from './load-msgpack.js'
export { cancelKey, OWN_EXCHANGE, passingQueue } from './own-topology.js'
export { parseJson } from './parse-json.js'
export { unspoken } from './python-serializers.js'
export { QUEUE_EXCHANGE } from './queue-exchange.js'
export { decodeReply, encodeError, encodeResult } from './reply.js'
export { decodeRequest, encodeRequest, type RpcRequest } from './request.js'
export { deadLetterQueue, retryQueue } from './retry-topology.js'
export type { BodyFormat, Serializer } from './serializer.js'
export { JSON_ALONE, Serializers } from './serializers.js'
export {
  isReplyKey,
  RPC_EXCHANGE,
  replyQueue,
  replyQueuePrefix,
  rpcExchange,
  rpcQueue,
  STANDALONE_CALLER,
} from './topology.js'
export { NotJson, UnreadableBody } from './unreadable-body.js'
