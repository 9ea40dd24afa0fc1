const DAY =
  '(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1\\d|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)'
const HOUR = '(?:[01]\\d|2[0-3])'
const MINUTES = `${HOUR}:[0-5]\\d`

/** What `toISOString` writes, but for the 29th of February, of which not every year has one. */
const USUAL = new RegExp(`^\\d{4}-${DAY}T${MINUTES}:[0-5]\\d\\.\\d{3}Z$`)

/**
 * A Date travels as an ISO 8601 string: `2026-01-31T09:30:00.000Z`. Python peers write it without
 * milliseconds, with microseconds, with an offset or, from naive datetimes, without one: that is
 * read as UTC. A bare date is read as midnight UTC. Years beyond four digits have six and a sign,
 * as `toISOString` writes them. kombu from 5.3 on wraps it up: see {@link unwrap}.
 */
const ISO_DATE = new RegExp(
  `^((?:\\d{4}|[+-]\\d{6})-(?:${DAY}|(02-29)))` +
    `(?:[T ](${MINUTES})(?:(:[0-5]\\d)(?:[.,](\\d{1,9}))?)?(Z|[+-]${HOUR}:?[0-5]\\d)?)?$`,
)

/** Whether a value is a Date that holds a point in time. */
export function isDate(value: any): boolean {
  return value instanceof Date && !Number.isNaN(value.getTime())
}

/** Whether a JSON value is a Date in its JSON form. */
export function acceptsDate(json: any): boolean {
  if (typeof json !== 'string') return acceptsText(unwrap(json))
  return USUAL.test(json) || acceptsText(json)
}

/** Whether an accepted value of a union is the Date among its members, no other of which is text. */
export function hasDateForm(json: any): boolean {
  return typeof json === 'string' || acceptsText(unwrap(json))
}

/** The Date of an accepted JSON form. */
export function decodeDate(json: any): Date {
  const text = typeof json === 'string' ? json : unwrap(json)!
  return new Date(isUsual(text) ? text : parse(text))
}

/** The string that stands for a Date. */
export function encodeDate(value: Date): string {
  return value.toISOString()
}

/**
 * The string in what kombu from 5.3 on writes for a datetime or a date:
 * `{"__type__": "datetime", "__value__": "2026-01-31T09:30:00"}` (`kombu/utils/json.py`).
 */
function unwrap(json: any): string | undefined {
  if (typeof json !== 'object' || json === null) return undefined
  const { __type__: type, __value__: value } = json
  return (type === 'datetime' || type === 'date') && typeof value === 'string' ? value : undefined
}

function acceptsText(text: string | undefined): boolean {
  return text !== undefined && !Number.isNaN(parse(text))
}

/** Whether an accepted string has the one form that all engines read alike. */
function isUsual(json: string): boolean {
  return json.length === 24 && json[10] === 'T' && json[19] === '.' && json[23] === 'Z'
}

/** Milliseconds since the epoch; NaN when it is no such string, or no such day. */
function parse(json: string): number {
  const parts = ISO_DATE.exec(json)
  if (parts === null) return Number.NaN
  const [, date, leapDay, minutes = '00:00', seconds = ':00', fraction = '', offset = 'Z'] = parts
  // Engines would carry it over into March.
  if (leapDay !== undefined && new Date(`${date}T00:00Z`).getUTCMonth() !== 1) return Number.NaN
  const millis = fraction.slice(0, 3).padEnd(3, '0')
  const colon = offset.length === 5 ? `${offset.slice(0, 3)}:${offset.slice(3)}` : offset
  return Date.parse(`${date}T${minutes}${seconds}.${millis}${colon}`)
}
