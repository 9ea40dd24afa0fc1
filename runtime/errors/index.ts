export { BrokerRefused, BrokerUnreachable } from './broker-errors.js'
export {
  Cancelled,
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
  RemoteError,
  RpcTimeout,
  UnknownService,
} from './call-errors.js'
export { letTravel, markRemote } from './free-to-travel.js'
export { PublishTimeout, Unroutable } from './publish-errors.js'
export {
  codeOf,
  isServiceError,
  type Retry,
  ServiceError,
  type ServiceErrorOptions,
} from './service-error.js'
export { ConfigError, ServiceDefinitionError } from './setup-errors.js'
export { ConnectionNotFound } from './socket-errors.js'
export { travellingForm } from './travelling-form.js'
export { type ErrorOnTheWire, errorFromWire, errorToWire, thrownToWire } from './wire-error.js'
