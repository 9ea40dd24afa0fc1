export { type ContextData, decodeContext, encodeContext } from './context-headers.js'
export { parseJson, UnreadableBody } from './parse-json.js'
export { decodeReply, encodeError, encodeResult } from './reply.js'
export { decodeRequest, encodeRequest, type RpcRequest } from './request.js'
export {
  eventExchange,
  isReplyKey,
  RPC_EXCHANGE,
  replyQueue,
  rpcExchange,
  rpcQueue,
} from './topology.js'
