import * as z from 'zod'
import {
  hasFormat,
  hasMaxLength,
  hasMinLength,
  isMultipleOf,
  isUnique,
  matches,
} from '../codec/index.js'

/** A demand beyond a type: whether a value meets it, and what is said of one that does not. */
type Demand<T> = readonly [
  meets: (value: T) => boolean,
  expected: string,
  received?: (value: T) => string | number,
]

/** A text with constraints, named as in `mycelia/contract`. */
export function text(constraints: {
  readonly minLength?: number
  readonly maxLength?: number
  readonly pattern?: string
  readonly format?: string
}): z.ZodType<string> {
  const { minLength, maxLength, pattern, format } = constraints
  const demands: (Demand<string> | undefined)[] = [
    minLength === undefined
      ? undefined
      : [
          (value) => hasMinLength(value, minLength),
          `at least ${counted(minLength, 'character')}`,
          characters,
        ],
    maxLength === undefined
      ? undefined
      : [
          (value) => hasMaxLength(value, maxLength),
          `at most ${counted(maxLength, 'character')}`,
          characters,
        ],
    pattern === undefined
      ? undefined
      : [(value) => matches(value, pattern), `a string that matches /${pattern}/u`],
    format === undefined
      ? undefined
      : [(value) => hasFormat(value, format), NAMES[format] ?? format],
  ]
  return demanding(z.string(), demands)
}

const NAMES: Readonly<Record<string, string>> = {
  date: 'a date as YYYY-MM-DD',
  'date-time': 'a date and time as of RFC 3339',
  email: 'an email address',
  hostname: 'a host name',
  ipv4: 'an IPv4 address',
  ipv6: 'an IPv6 address',
  time: 'a time as of RFC 3339',
  uri: 'a URI',
  uuid: 'a UUID',
}

/** A number with constraints, named as in `mycelia/contract`. */
export function number(constraints: {
  readonly integer?: true
  readonly minimum?: number
  readonly maximum?: number
  readonly exclusiveMinimum?: number
  readonly exclusiveMaximum?: number
  readonly multipleOf?: number
}): z.ZodType<number> {
  const { integer, minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = constraints
  const compared = (
    bound: number | undefined,
    words: string,
    meets: (value: number, bound: number) => boolean,
  ): Demand<number> | undefined =>
    bound === undefined ? undefined : [(value) => meets(value, bound), `${words} ${bound}`, String]
  return demanding(z.number(), [
    integer && [Number.isSafeInteger, 'an integer', String],
    compared(minimum, 'at least', (value, bound) => value >= bound),
    compared(exclusiveMinimum, 'more than', (value, bound) => value > bound),
    compared(maximum, 'at most', (value, bound) => value <= bound),
    compared(exclusiveMaximum, 'less than', (value, bound) => value < bound),
    compared(multipleOf, 'a multiple of', isMultipleOf),
  ])
}

/** An array with constraints, named as in `mycelia/contract`. */
export function list(
  item: z.ZodType,
  constraints: {
    readonly minItems?: number
    readonly maxItems?: number
    readonly uniqueItems?: true
  },
): z.ZodType<unknown[]> {
  const { minItems, maxItems, uniqueItems } = constraints
  return demanding(z.array(item), [
    minItems === undefined
      ? undefined
      : [(value) => value.length >= minItems, `at least ${counted(minItems, 'item')}`, items],
    maxItems === undefined
      ? undefined
      : [(value) => value.length <= maxItems, `at most ${counted(maxItems, 'item')}`, items],
    uniqueItems && [isUnique, 'items of which no two are the same'],
  ])
}

function demanding<T>(
  schema: z.ZodType<T>,
  demands: readonly (Demand<T> | undefined)[],
): z.ZodType<T> {
  let result = schema
  for (const demand of demands) {
    if (demand === undefined) continue
    const [meets, expected, received] = demand
    result = result.refine(meets, {
      error: ({ input }) =>
        `Invalid input: expected ${expected}${received === undefined ? '' : `, received ${received(input as T)}`}`,
    })
  }
  return result
}

function characters(value: string): number {
  return [...value].length
}

function items(value: readonly unknown[]): number {
  return value.length
}

function counted(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'}`
}
