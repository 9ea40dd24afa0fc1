// What a service and its callers need.

// What libraries on top of Mycelia need.
export type { TransportEvent } from './amqp/index.js'
export { type CallOptions, type ClientToken, defineClient, type RpcProxy } from './client/index.js'
export type { Problem } from './codec/index.js'
export { type Cluster, type ConnectOptions, connect, type DiscoverOptions } from './connect.js'
export {
  askBroker,
  type BrokerGreeting,
  type EventInfo,
  type Instance,
  type MethodInfo,
  type ServiceInfo,
} from './discovery/index.js'
export {
  BrokerRefused,
  BrokerUnreachable,
  Cancelled,
  ConfigError,
  ConnectionLost,
  ContractMismatch,
  Expired,
  IncorrectSignature,
  InvalidArguments,
  InvalidContext,
  InvalidResult,
  MalformedRequest,
  MessageTooLarge,
  MethodNotFound,
  Overloaded,
  PublishTimeout,
  RemoteError,
  type Retry,
  RpcTimeout,
  ServiceDefinitionError,
  ServiceError,
  type ServiceErrorOptions,
  UnknownService,
  Unroutable,
} from './errors/index.js'
export {
  type Call,
  type IncomingCall,
  type Interceptor,
  incoming,
  type Next,
  type OutgoingCall,
  outgoing,
  trackContext,
} from './interceptor/index.js'
export { type LogFormat, type Logger, type LogLevel, stderrLogger } from './log/index.js'
export {
  type EmitOptions,
  type EventDispatcher,
  Events,
  type EventsToken,
  type MessagePublisher,
  Publisher,
  type PublisherDefaults,
  type PublishOptions,
} from './messaging/index.js'
export { preloadRun, type Running, type RunOptions, run } from './run.js'
export {
  type ConsumedQueue,
  type CronOptions,
  consume,
  type HandlerOptions,
  type IntervalOptions,
  type ObservedCall,
  type OnOptions,
  on,
  type RetryOptions,
  type RpcOptions,
  redactArguments,
  rpc,
  type SensitiveArguments,
  type ServiceDefinition,
  type ServiceDescription,
  type ServiceOptions,
  service,
  type TimerOptions,
  timer,
} from './service/index.js'
export type {
  Caller,
  CallRequest,
  ContextSchema,
  EntrypointKind,
  EventReference,
  EventReferences,
  MessageRequest,
  Scope,
  Sender,
  SendOptions,
  Started,
} from './token/index.js'
export {
  authToken,
  Context,
  type ContextKey,
  config,
  contextKey,
  currentContext,
  type InjectOptions,
  inject,
  type LocalKey,
  Log,
  language,
  localKey,
  type ProviderOptions,
  provider,
  type Token,
  userAgent,
  userId,
} from './token/index.js'
