export type { Origin } from './call-context.js'
export { consume } from './consume.js'
export type { ConsumedQueue } from './consumed-queue.js'
export { Container, type ContainerOptions } from './container.js'
export {
  type CustomEntrypoint,
  type EntrypointDecorator,
  type EntrypointOptions,
  type EntrypointTarget,
  entrypoint,
  type WorkerOptions,
} from './custom-entrypoint.js'
export {
  type MethodDecorator,
  type RpcDecorator,
  type RpcOptions,
  rpc,
  type ServiceOptions,
  service,
} from './decorators.js'
export type {
  CancellableContext,
  Entrypoint,
  EntrypointFactory,
  Host,
  HostSettings,
} from './entrypoint.js'
export { type ErrorType, type ExpectedErrors, isExpected } from './expected-errors.js'
export type {
  HandlerDecorator,
  HandlerOptions,
  OnOptions,
  RetryOptions,
} from './handler-options.js'
export { type HttpOptions, http } from './http.js'
export type {
  HttpDefinition,
  HttpModule,
  HttpParam,
  HttpRoute,
  HttpServer,
  HttpSettings,
  HttpVerb,
  UpgradedProtocol,
  UpgradeRefusal,
} from './http-route.js'
export { Injections, injectedTokens } from './injections.js'
export { type EntrypointMetadata, readMetadata } from './metadata.js'
export type { ObservedCall } from './observed-calls.js'
export { on } from './on.js'
export { redactedArgs } from './redacted-args.js'
export { restrictClass } from './restrict-class.js'
export {
  isSensitive,
  PAYLOAD,
  REDACTED,
  redactArguments,
  type SensitiveArguments,
} from './sensitive.js'
export { sensitivePaths } from './sensitive-paths.js'
export type {
  EventDescription,
  HandlerDescription,
  MethodDescription,
  RouteDescription,
  ServiceClass,
  ServiceDefinition,
  ServiceDescription,
  TimerDescription,
} from './service-definition.js'
export { type TimerDecorator, timer } from './timer.js'
export type { CronOptions, IntervalOptions, TimerOptions } from './timer-options.js'
export { type WebSocketDecorator, type WebSocketOptions, websocket } from './websocket.js'
export type {
  SocketRegister,
  WebSocketDefinition,
  WebSocketModule,
  WebSocketServer,
  WebSocketServerOptions,
  WebSocketSettings,
} from './websocket-definition.js'
