import { InvalidContext, ServiceDefinitionError } from '../errors/index.js'
import type { SectionIssue } from './config-token.js'
import type { Token } from './token.js'

/** The part of a zod schema that is needed to read and to write context data. */
export interface ContextSchema<T> {
  safeParse(value: unknown): SchemaOutcome<T>
  /** Its way back, for a schema whose data differ from what they stand for. @default as given */
  safeEncode?(value: T): SchemaOutcome<unknown>
}

export type SchemaOutcome<T> =
  | { readonly success: true; readonly data: T }
  | { readonly success: false; readonly error: { readonly issues: readonly SectionIssue[] } }

/**
 * Context data of one name: it travels with a call, and with the calls and events that the call
 * leads to. Inject it as `private readonly tenant = inject(tenant)`; send it with
 * `client.with({ context: tenant.of('acme') })`.
 */
export interface ContextKey<T> extends Token<T | undefined> {
  readonly kind: 'data'
  /** Its name on the wire, without Nameko's prefix. */
  readonly key: string
  /**
   * Context data with this value alone: spread several of them into one.
   * @throws {InvalidContext} when the schema refuses the value.
   */
  of(value: T): Readonly<Record<string, unknown>>
  /**
   * Its value among context data; undefined when there is none.
   * @throws {InvalidContext} when the schema refuses what is there.
   */
  read(data: Readonly<Record<string, unknown>>): T | undefined
}

/**
 * A value that belongs to a call and stays in its process: who its user is, a transaction. No
 * message can set it.
 */
export interface LocalKey<T> extends Token<T | undefined> {
  readonly kind: 'local'
  /** It is there for the compiler. */
  readonly value?: T
}

/** Names that would not arrive, or not as what they are. */
const NAME = /^[A-Za-z][\w.-]{0,199}$/
const RESERVED: ReadonlySet<string> = new Set(['call_id_stack', 'constructor', 'prototype'])

/**
 * Makes a key of context data; make it once, as a constant of a module.
 *
 * ```ts
 * export const tenant = contextKey('tenant')
 * export const limits = contextKey('limits', z.object({ rows: z.number() }))
 * ```
 *
 * @param key Its name on the wire.
 * @param schema What it has to be, checked each time that it is read or written. @default a string
 * @throws {ServiceDefinitionError} when it cannot have this name.
 */
export function contextKey(key: string): ContextKey<string>
export function contextKey<T>(key: string, schema: ContextSchema<T>): ContextKey<T>
export function contextKey(
  key: string,
  schema: ContextSchema<unknown> = STRING,
): ContextKey<unknown> {
  if (!NAME.test(key) || RESERVED.has(key) || key.startsWith('nameko.')) refuseName(key)
  const accept = (outcome: SchemaOutcome<unknown>) =>
    outcome.success ? outcome.data : refuseValue(key, outcome.error.issues)
  const read = (data: Readonly<Record<string, unknown>>) => {
    const value = Object.hasOwn(data, key) ? data[key] : undefined
    // Nameko sends no None; who sends null means the same.
    return value === undefined || value === null ? undefined : accept(schema.safeParse(value))
  }
  return {
    kind: 'data',
    name: `contextKey('${key}')`,
    key,
    of: (value) => ({ [key]: accept(schema.safeEncode?.(value) ?? schema.safeParse(value)) }),
    read,
    start: () => ({ get: (context) => read(context.data) }),
  }
}

/**
 * Makes a key of a value that stays in the process: an interceptor sets it, the worker reads it, by
 * `inject(user)` or `context.get(user)`.
 *
 * ```ts
 * export const user = localKey<User>('user')
 * ```
 *
 * @param name For messages.
 */
export function localKey<T>(name: string): LocalKey<T> {
  const key: LocalKey<T> = {
    kind: 'local',
    name: `localKey('${name}')`,
    start: () => ({ get: (context) => context.get(key) }),
  }
  return key
}

const STRING: ContextSchema<unknown> = {
  safeParse: (value) =>
    typeof value === 'string'
      ? { success: true, data: value }
      : { success: false, error: { issues: [{ path: [], message: 'expected a string' }] } },
}

function refuseName(key: string): never {
  throw new ServiceDefinitionError(
    `contextKey('${key}') cannot travel under this name: take a letter, then at most 199 letters, digits, ` +
      `"_", "-" and ".", without Nameko's prefix, and none of ${[...RESERVED].join(', ')}`,
  )
}

function refuseValue(key: string, issues: readonly SectionIssue[]): never {
  const lines = issues.map(({ path, message }) => `${[key, ...path].join('.')}: ${message}`)
  throw new InvalidContext(`the context data is not what its key says: ${lines.join('; ')}`)
}
