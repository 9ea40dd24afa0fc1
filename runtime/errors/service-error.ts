/** Whether a failed call may be repeated: `unknown` when its work may have been done. */
export type Retry = 'safe' | 'never' | 'unknown'

/** The mark by which copies of Mycelia in one process know each other's errors. */
const BRAND: unique symbol = Symbol.for('mycelia.ServiceError') as never

export interface ServiceErrorOptions extends ErrorOptions {
  /** Whether the call may be repeated, when this instance knows better than its class. */
  readonly retry?: Retry
}

/**
 * What a call fails with. Extend it for errors of your own:
 *
 * ```ts
 * export class OutOfStock extends ServiceError {
 *   static override readonly code = 'orders.OutOfStock'
 * }
 * ```
 *
 * `instanceof` also goes by `code`, so that it holds between a service's own class and the
 * client's, and across copies of Mycelia; and by `excPath`, for the errors of Python peers.
 */
export class ServiceError extends Error {
  /** What the error is recognised by: stable, unlike the class's name. @default the class's name */
  static readonly code: string = 'ServiceError'
  /** Whether a call that failed with it may be repeated. */
  static readonly retry: Retry = 'unknown'
  /**
   * What Python peers see as `exc_path`, and what makes their error of this path an instance of
   * this class. @default `service_name.ClassName`
   */
  static readonly excPath: string | undefined = undefined

  /** What a method that is called over HTTP answers with it. @default 422 */
  static readonly status: number | undefined = undefined

  readonly code: string
  readonly retry: Retry

  constructor(message = '', options: ServiceErrorOptions = {}) {
    super(message, options)
    this.code = codeOf(new.target)
    this.retry = options.retry ?? new.target.retry
    Object.defineProperty(this, 'name', { value: new.target.name, configurable: true })
    Object.defineProperty(this, BRAND, { value: true })
  }

  static override [Symbol.hasInstance](this: ErrorClass, value: unknown): boolean {
    if (Function.prototype[Symbol.hasInstance].call(this, value)) return true
    if (!isServiceError(value)) return false
    const code = codeOf(this)
    return code === 'ServiceError' || value.code === code || isKnownTo(this, value)
  }
}

interface ErrorClass {
  readonly name: string
  readonly code?: string
  readonly excPath?: string | undefined
}

/**
 * Whether an error is of a class by the path that a Python peer sent, which knows no codes. What
 * Nameko itself has raised there is another matter: `UnknownService`, say, of a call that the
 * service has made.
 */
function isKnownTo({ excPath }: ErrorClass, error: ServiceError): boolean {
  if (excPath === undefined || excPath.startsWith('nameko.')) return false
  return 'excPath' in error && error.excPath === excPath
}

function codeOf(type: ErrorClass): string {
  return Object.hasOwn(type, 'code') && type.code !== undefined ? type.code : type.name
}

/** Whether a value is a {@link ServiceError} of this or any other copy of Mycelia. */
export function isServiceError(value: unknown): value is ServiceError {
  return typeof value === 'object' && value !== null && BRAND in value
}
