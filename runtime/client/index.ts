export { type Retry, ServiceError, type ServiceErrorOptions } from '../errors/index.js'
export { defineEvents, type EventReference, type EventReferences } from '../token/index.js'
export type { CallOptions } from './call-options.js'
export { type ClientDefinition, type ClientToken, defineClient } from './client-token.js'
export { EventDispatcher, type EventDispatcherOptions } from './event-dispatcher.js'
export { RpcCaller, type RpcCallerOptions } from './rpc-caller.js'
export {
  type MethodProxy,
  type MethodProxyOptions,
  type RpcProxy,
  rpcProxy,
  type ServiceProxy,
} from './rpc-proxy.js'
export type { TypedError } from './typed-error.js'
