import type { Problem } from '../codec/index.js'
import { type Retry, ServiceError } from './service-error.js'

/** The service that was called does not exist: no queue takes its messages. Raised at the caller. */
export class UnknownService extends ServiceError {
  static override readonly code: string = 'UnknownService'
  static override readonly retry: Retry = 'safe'
  static override readonly excPath: string = 'nameko.exceptions.UnknownService'

  constructor(readonly service: string) {
    super(`unknown service "${service}": nothing consumes its queue; is it running?`)
  }
}

/** The service has no such method, or it is not decorated. */
export class MethodNotFound extends ServiceError {
  static override readonly code: string = 'MethodNotFound'
  static override readonly retry: Retry = 'never'
  static override readonly excPath: string = 'nameko.exceptions.MethodNotFound'

  constructor(readonly method: string) {
    super(`no method "${method}": the service has none of this name, or it lacks its @rpc`)
  }
}

/** Too many, too few or unknown-named arguments. Raised before the method runs. */
export class IncorrectSignature extends ServiceError {
  static override readonly code: string = 'IncorrectSignature'
  static override readonly retry: Retry = 'never'
  static override readonly excPath: string = 'nameko.exceptions.IncorrectSignature'
}

/** Arguments of the wrong type. Raised before the method runs. */
export class InvalidArguments extends ServiceError {
  static override readonly code: string = 'InvalidArguments'
  static override readonly retry: Retry = 'never'
  static override readonly excPath: string = 'mycelia.InvalidArguments'

  constructor(
    message: string,
    readonly problems: readonly Problem[] = [],
  ) {
    super(message)
  }
}

/** Context data that is not what its key says. Raised where it is read or set. */
export class InvalidContext extends ServiceError {
  static override readonly code: string = 'InvalidContext'
  static override readonly retry: Retry = 'never'
  static override readonly excPath: string = 'mycelia.InvalidContext'
}

/** A request that is not one: not JSON, not an object, without `args` or `kwargs`. */
export class MalformedRequest extends ServiceError {
  static override readonly code: string = 'MalformedRequest'
  static override readonly retry: Retry = 'never'
  static override readonly excPath: string = 'nameko.exceptions.MalformedRequest'
}

/** A result that is not of the declared type. */
export class InvalidResult extends ServiceError {
  static override readonly code: string = 'InvalidResult'
  static override readonly retry: Retry = 'never'
  static override readonly excPath: string = 'nameko.exceptions.UnserializableValueError'

  constructor(
    message: string,
    readonly problems: readonly Problem[] = [],
  ) {
    super(message)
  }
}

/** A request or a reply over the limit of the configuration key `max_message_size`. */
export class MessageTooLarge extends ServiceError {
  static override readonly code: string = 'MessageTooLarge'
  static override readonly retry: Retry = 'never'
  static override readonly excPath: string = 'mycelia.MessageTooLarge'
}

/** Too many calls are under way: at the service, or at the caller by its own limit. */
export class Overloaded extends ServiceError {
  static override readonly code: string = 'Overloaded'
  static override readonly retry: Retry = 'safe'
  static override readonly excPath: string = 'mycelia.Overloaded'
}

/** The caller had given up before the work began: it was not done. */
export class Expired extends ServiceError {
  static override readonly code: string = 'Expired'
  static override readonly retry: Retry = 'safe'
  static override readonly excPath: string = 'mycelia.Expired'
}

/** No answer within the time given. */
export class RpcTimeout extends ServiceError {
  static override readonly code: string = 'RpcTimeout'
  static override readonly retry: Retry = 'unknown'
}

/** The caller's signal was aborted. */
export class Cancelled extends ServiceError {
  static override readonly code: string = 'Cancelled'
  static override readonly retry: Retry = 'unknown'
  static override readonly excPath: string = 'mycelia.Cancelled'
}

/** The connection to the broker is gone, and the call could not be saved. */
export class ConnectionLost extends ServiceError {
  static override readonly code: string = 'ConnectionLost'
  static override readonly retry: Retry = 'unknown'
}

/** The client was generated from a contract that the running service does not fulfil. */
export class ContractMismatch extends ServiceError {
  static override readonly code: string = 'ContractMismatch'
  static override readonly retry: Retry = 'never'
}

/** An error that the service did not declare: the remote class's name and message, nothing else. */
export class RemoteError extends ServiceError {
  static override readonly code: string = 'RemoteError'
  static override readonly retry: Retry = 'unknown'
  static override readonly excPath: string = 'nameko.exceptions.RemoteError'

  constructor(
    /** The name of the class that was thrown. */
    readonly excType: string,
    /** Its message. */
    readonly value: string,
    /** Where the class is defined, as the peer writes it: `builtins.ValueError`. */
    readonly excPath = '',
    /** Its arguments, as text. */
    readonly excArgs: readonly unknown[] = [],
  ) {
    super(`${excType} ${value}`)
  }
}
