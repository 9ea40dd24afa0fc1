import { randomUUID } from 'node:crypto'
import { type Context, ContextValues } from '../token/index.js'

export interface TestContextOptions
  extends Partial<Pick<Context, 'kind' | 'service' | 'method' | 'deadline' | 'userId'>> {
  /** Context data, as a caller sends them: `tenant.of('acme')`. @default none */
  readonly data?: Readonly<Record<string, unknown>>
  /** @default one that is never aborted */
  readonly signal?: AbortSignal
}

/**
 * Makes the context of a call that a test makes up, for `replace(Context, ...)` and for interceptors.
 *
 * ```ts
 * const context = testContext({ data: tenant.of('acme') })
 * context.set(user, { name: 'ujun' })
 * const orders = worker(OrdersService, [replace(Context, context)])
 * ```
 */
export function testContext(options: TestContextOptions = {}): Context {
  const { kind = 'rpc', service = 'test', method = 'test', deadline, userId } = options
  const callId = `${service}.${method}.${randomUUID()}`
  const values = new ContextValues(options.data ?? {})
  return {
    kind,
    service,
    method,
    callId,
    callIdStack: [callId],
    get data() {
      return values.data
    },
    deadline,
    signal: options.signal ?? new AbortController().signal,
    userId,
    redelivered: false,
    get: (key) => values.get(key),
    set: (key, value) => values.set(key, value),
  }
}
