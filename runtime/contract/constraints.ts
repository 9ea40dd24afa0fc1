/**
 * What a type demands beyond its kind, named as JSON Schema names it. Lengths count characters
 * (code points), as JSON Schema and Python do.
 */
export interface StringConstraints {
  readonly minLength?: number
  readonly maxLength?: number
  /** A regular expression with the flag `u` that matches somewhere in the text. */
  readonly pattern?: string
  readonly format?: StringFormat
}

/** Formats of texts that are checked. */
export const STRING_FORMATS = [
  'date',
  'date-time',
  'email',
  'hostname',
  'ipv4',
  'ipv6',
  'time',
  'uri',
  'uuid',
] as const

export type StringFormat = (typeof STRING_FORMATS)[number]

export interface NumberConstraints {
  /** A whole number that JavaScript represents exactly: within ±(2^53 - 1). */
  readonly integer?: true
  readonly minimum?: number
  readonly maximum?: number
  readonly exclusiveMinimum?: number
  readonly exclusiveMaximum?: number
  readonly multipleOf?: number
}

export interface ArrayConstraints {
  readonly minItems?: number
  readonly maxItems?: number
  /** No two items have the same JSON form. */
  readonly uniqueItems?: true
}
