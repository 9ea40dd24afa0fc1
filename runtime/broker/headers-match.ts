import type { Field, FieldTable } from '../frames/index.js'
import { AmqpError } from './amqp-error.js'
import { sameNumber, sameValue, showValue, typeName } from './show-table.js'

const MODES: readonly string[] = ['all', 'any', 'all-with-x', 'any-with-x']

/** @throws {AmqpError} when `x-match` is none of those that there are. */
export function checkHeadersBinding(args: FieldTable): void {
  const mode = args.get('x-match')
  if (mode === undefined) return
  if (mode.tag !== 'S') {
    const shown = `${typeName(mode)} (value ${showValue(mode)})`
    throw new AmqpError(406, `Invalid x-match field type ${shown}; expected longstr`)
  }
  if (!MODES.includes(mode.value)) {
    const known = 'all, any, all-with-x, or any-with-x'
    throw new AmqpError(406, `Invalid x-match field value <<"${mode.value}">>; expected ${known}`)
  }
}

/** Whether headers have all, or any, of the values that a binding names. */
export function matchesHeaders(args: FieldTable, headers: FieldTable): boolean {
  const mode = args.get('x-match')?.value ?? 'all'
  const withX = mode === 'all-with-x' || mode === 'any-with-x'
  const any = mode === 'any' || mode === 'any-with-x'
  for (const [name, wanted] of args) {
    if (name === 'x-match' || (!withX && name.startsWith('x-'))) continue
    if (fits(wanted, headers.get(name)) === any) return any
  }
  return !any
}

/** A void asks only that the header is there. */
function fits(wanted: Field, actual: Field | undefined): boolean {
  if (actual === undefined) return false
  return wanted.tag === 'V' || sameValue(wanted, actual) || sameNumber(wanted, actual)
}
