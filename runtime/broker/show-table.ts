import type { Field, FieldTable } from '../frames/index.js'

/** What RabbitMQ calls the types of fields when it complains of one. */
const TYPE_NAMES: Readonly<Record<Field['tag'], string>> = {
  t: 'bool',
  b: 'byte',
  B: 'unsignedbyte',
  s: 'short',
  u: 'unsignedshort',
  I: 'signedint',
  i: 'unsignedint',
  l: 'long',
  L: 'unsignedlong',
  T: 'timestamp',
  f: 'float',
  d: 'double',
  D: 'decimal',
  S: 'longstr',
  x: 'binary',
  A: 'array',
  F: 'table',
  V: 'void',
}

export function typeName(field: Field): string {
  return TYPE_NAMES[field.tag]
}

/** A value as RabbitMQ prints it. */
export function showValue(field: Field): string {
  return typeof field.value === 'object' ? canonical(field) : String(field.value)
}

/** Whether two values are the same to RabbitMQ: integers of any width are. */
export function sameValue(one: Field | undefined, other: Field | undefined): boolean {
  if (one === undefined || other === undefined) return one === other
  return canonical(one) === canonical(other)
}

/** Whether two numbers are equal, an integer and a float too. */
export function sameNumber(one: Field, other: Field): boolean {
  const comparable = [one, other].every(
    (field) => field.tag !== 'T' && ['number', 'bigint'].includes(typeof field.value),
  )
  return comparable && Number(one.value) === Number(other.value)
}

/** Types whose values compare: integers of any width, floats of any width. */
export function typeClass(field: Field): string {
  const name = typeName(field)
  if (/byte|short|int|long$/.test(name)) return 'integer'
  return name === 'double' ? 'float' : name
}

/** A text that two tables share exactly when they are equal. */
export function canonicalTable(table: FieldTable): string {
  if (table.size === 0) return ''
  return [...table]
    .map(([name, field]) => `${JSON.stringify(name)}:${canonical(field)}`)
    .sort()
    .join()
}

function canonical(field: Field): string {
  switch (field.tag) {
    case 'F':
      return `{${canonicalTable(field.value)}}`
    case 'A':
      return `[${field.value.map(canonical).join()}]`
    case 'x':
      return `x${field.value.toString('hex')}`
    case 'D':
      return `D${field.value.digits}e-${field.value.places}`
    case 'S':
      return JSON.stringify(field.value)
    case 'f':
    case 'd':
      return `d${field.value}`
    case 'T':
      return `T${field.value}`
    case 't':
    case 'V':
      return `${field.tag}${field.value}`
    default:
      return `${field.value}`
  }
}
