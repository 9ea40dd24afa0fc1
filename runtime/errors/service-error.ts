/** Whether a failed call may be repeated: `unknown` when its work may have been done. */
export type Retry = 'safe' | 'never' | 'unknown'

/** The mark by which copies of Mycelia in one process know each other's errors. */
const BRAND = Symbol.for('mycelia.ServiceError')

export interface ServiceErrorOptions extends ErrorOptions {
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
 * `instanceof` goes by the class's `code`, so that it holds between a service's own class and the
 * client's, and across copies of Mycelia.
 */
export class ServiceError extends Error {
  /** What the error is recognised by; stable, unlike the class's name. */
  static readonly code: string = 'ServiceError'
  /** Whether a call that failed with it may be repeated. */
  static readonly retry: Retry = 'unknown'
  /** What Python peers see as `exc_path`. @default the name of the service, a dot and the class's name */
  static readonly excPath: string | undefined = undefined

  readonly code: string
  readonly retry: Retry

  constructor(message = '', options: ServiceErrorOptions = {}) {
    super(message, options)
    const { code, retry } = new.target
    this.code = code
    this.retry = options.retry ?? retry
    Object.defineProperty(this, BRAND, { value: true })
  }

  override get name(): string {
    return this.constructor.name
  }

  static [Symbol.hasInstance](this: { readonly code?: string }, value: unknown): boolean {
    if (typeof value !== 'object' || value === null || !(BRAND in value)) return false
    return this.code === 'ServiceError' || (value as ServiceError).code === this.code
  }
}
