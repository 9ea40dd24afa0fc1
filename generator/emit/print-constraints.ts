import type { Type } from 'mycelia/contract'
import type { CodecScope } from './codec-scope.js'
import { type Condition, test } from './condition.js'
import { call, type Doc, objectLiteral } from './layout.js'
import { quote } from './printer.js'

/** What a type demands beyond its kind, in the order in which it is checked. */
type Demands = readonly (readonly [name: string, value: string | number | true])[]

/** The constraints of a type, in a fixed order; empty when it has none. */
export function constraintsOf(type: Type): Demands {
  const constraints = 'constraints' in type ? type.constraints : undefined
  if (constraints === undefined) return []
  const entries = Object.entries(constraints) as [string, string | number | true][]
  return ORDER.flatMap((name) => entries.filter(([key]) => key === name))
}

const ORDER = [
  'integer',
  'minimum',
  'exclusiveMinimum',
  'maximum',
  'exclusiveMaximum',
  'multipleOf',
  'minLength',
  'maxLength',
  'format',
  'pattern',
  'minItems',
  'maxItems',
  'uniqueItems',
]

/** The conditions that a value of the right kind has to meet. */
export function constraintConditions(
  type: Type,
  expression: string,
  scope: CodecScope,
): readonly Condition[] {
  return constraintsOf(type).map(([name, value]) => {
    const operator = OPERATORS[name]
    if (operator !== undefined) return test(`${expression}${operator} ${value}`)
    const [check, ...args] = checkOf(name, value, scope)
    return test(call(check, expression, ...args))
  })
}

/** Constraints that are a comparison of the value, or of its length. */
const OPERATORS: Readonly<Record<string, string>> = {
  minimum: ' >=',
  exclusiveMinimum: ' >',
  maximum: ' <=',
  exclusiveMaximum: ' <',
  minItems: '.length >=',
  maxItems: '.length <=',
}

function checkOf(
  name: string,
  value: string | number | true,
  scope: CodecScope,
): readonly [check: string, ...args: string[]] {
  const argument = typeof value === 'string' ? quote(value) : String(value)
  switch (name) {
    case 'integer':
      return ['Number.isSafeInteger']
    case 'uniqueItems':
      return [scope.codec('isUnique')]
    case 'minLength':
      return [scope.codec('hasMinLength'), argument]
    case 'maxLength':
      return [scope.codec('hasMaxLength'), argument]
    case 'multipleOf':
      return [scope.codec('isMultipleOf'), argument]
    case 'format':
      return [scope.codec('hasFormat'), argument]
    default:
      return [scope.codec('matches'), argument]
  }
}

/** The constraints of a type as an object literal; undefined when it has none. */
export function printConstraints(type: Type): Doc | undefined {
  const entries = constraintsOf(type).map(
    ([name, value]) => `${name}: ${typeof value === 'string' ? quote(value) : value}`,
  )
  return entries.length === 0 ? undefined : objectLiteral(entries)
}

/** A doc comment with the constraints of what it stands above, as tags. */
export function withTags(doc: string | undefined, type: Type): string | undefined {
  const tags = constraintsOf(type).map(([name, value]) => {
    if (name === 'integer') return '@int'
    return value === true ? `@${name}` : `@${name} ${value}`
  })
  if (tags.length === 0) return doc
  return [...(doc === undefined ? [] : [doc, '']), ...tags].join('\n')
}
