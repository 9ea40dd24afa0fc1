export type { Origin } from './call-context.js'
export { Container, type ContainerOptions } from './container.js'
export {
  type MethodDecorator,
  type RpcDecorator,
  type RpcOptions,
  rpc,
  type ServiceOptions,
  service,
} from './decorators.js'
export type { Entrypoint, EntrypointFactory, Host, HostSettings } from './entrypoint.js'
export { Injections } from './injections.js'
export type { ObservedCall } from './observed-calls.js'
export type {
  MethodDescription,
  ServiceClass,
  ServiceDefinition,
  ServiceDescription,
} from './service-definition.js'
