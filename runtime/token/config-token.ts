import { ConfigError } from '../errors/index.js'
import type { Token } from './token.js'

/** The part of a zod schema that is needed to read a section of the configuration. */
export interface SectionSchema<T> {
  safeParse(
    value: unknown,
  ):
    | { readonly success: true; readonly data: T }
    | { readonly success: false; readonly error: { readonly issues: readonly SectionIssue[] } }
}

export interface SectionIssue {
  readonly path: readonly PropertyKey[]
  readonly message: string
}

/**
 * Makes a token of a section of the configuration file, checked when the service starts.
 *
 * ```ts
 * export const OrdersConfig = config('orders', z.object({ currency: z.string() }))
 * ```
 *
 * @param key The section's key at the top level of the file.
 * @throws {ConfigError} at start, when the section is not what the schema says.
 */
export function config<T>(key: string, schema: SectionSchema<T>): Token<T> {
  return {
    name: `config('${key}')`,
    start(scope) {
      const parsed = schema.safeParse(scope.config[key])
      if (!parsed.success) throw new ConfigError(explain(key, parsed.error.issues))
      return { get: () => parsed.data }
    },
  }
}

function explain(key: string, issues: readonly SectionIssue[]): string {
  const lines = issues.map((issue) => `${[key, ...issue.path].join('.')}: ${issue.message}`)
  return `the configuration does not fit: ${lines.join('; ')}`
}
