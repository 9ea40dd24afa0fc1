import type { ServiceError } from '../errors/index.js'
import { checkInterceptors, type Interceptor } from '../interceptor/index.js'
import type { Serializer } from '../wire/index.js'
import type { ExpectedErrors } from './expected-errors.js'
import { addEntrypoint, setService } from './metadata.js'
import type { SensitiveArguments } from './sensitive.js'
import { methodContext, standardContext } from './standard-context.js'

/** Decorates a public method of an instance; private and static ones do not compile. */
export type MethodDecorator = <This, Args extends unknown[], Result>(
  method: (this: This, ...args: Args) => Result,
  context: ClassMethodDecoratorContext<This, (this: This, ...args: Args) => Result> & {
    readonly private: false
    readonly static: false
    readonly name: string
  },
) => void

/** A class of errors that travel. */
export type ServiceErrorType = abstract new (...args: never[]) => ServiceError

export interface RpcOptions extends ExpectedErrors, SensitiveArguments {
  /** The method's name on the wire. @default its name in TypeScript */
  readonly name?: string
  /** The parameters' keywords on the wire. @default their names in TypeScript */
  readonly params?: readonly string[]
  /**
   * Whether a call may be made twice without harm: generated clients then repeat it when its fate is
   * unknown. @default false
   */
  readonly idempotent?: boolean
  /**
   * What becomes of a request that may have been delivered before, to an instance that failed or was
   * cut off: `run` runs it, perhaps once more, as Nameko does; `refuse` answers it with
   * `ConnectionLost`, so that it runs at most once.
   * @default 'run'
   */
  readonly redelivery?: 'run' | 'refuse'
  /**
   * The errors that it may fail with, as classes; no other one travels as what it is.
   * @default what the generator finds that it throws, and what `@throws` names
   */
  readonly errors?: readonly ServiceErrorType[]
}

/** `@rpc` or `@rpc({ ... })`. */
export interface RpcDecorator extends MethodDecorator {
  (options: RpcOptions): MethodDecorator
}

/**
 * Makes a method callable over the network. The generator reads its signature; the options, which
 * must be literals, are read there too.
 */
export const rpc: RpcDecorator = ((...given: unknown[]) => {
  const [first] = given
  if (given.length === 1 && typeof first === 'object') return decorateRpc(first as RpcOptions)
  return decorateRpc({})(first, ...given.slice(1))
}) as RpcDecorator

function decorateRpc(options: RpcOptions) {
  return (_method: unknown, ...[context, descriptor]: unknown[]): void => {
    const { method, metadata } = methodContext('@rpc', context, descriptor)
    addEntrypoint(metadata, { kind: 'rpc', method, options })
  }
}

export interface ServiceOptions {
  /**
   * How names in TypeScript become names on the wire, for methods and parameters; data keeps its
   * names. @default as written
   */
  readonly naming?: 'snake_case'
  /**
   * What is done with properties, in what the service is given, that no type declares: `reject`
   * refuses them. What it gives never has any. @default they are dropped
   */
  readonly excessProperties?: 'reject'
  /**
   * What stands around the service's calls, whatever brings them, and around the calls, events and
   * messages that it sends; the first outermost, all of them within those of `run()`.
   * @default none
   */
  readonly interceptors?: readonly Interceptor[]
  /**
   * Serialisers beside JSON and MessagePack, for the whole process: the configuration's `serializer`
   * and `ACCEPT` decide which are used. Several services may list the same one. @default none
   */
  readonly serializers?: readonly Serializer[]
}

/**
 * Makes a class a service.
 * @param name Its name on the wire, a literal: `'greeting_service'`.
 */
export function service(
  name: string,
  { interceptors = [], serializers = [] }: ServiceOptions = {},
): <T extends new () => object>(type: T, context: ClassDecoratorContext<T>) => void {
  return (_type, context) => {
    const { metadata } = standardContext('@service', context, undefined)
    checkInterceptors(interceptors, `@service('${name}')`)
    setService(metadata, { name, interceptors, serializers })
  }
}
