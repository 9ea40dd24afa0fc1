/**
 * A Date travels as an ISO 8601 string: `2026-01-31T09:30:00.000Z`. Python peers write it without
 * milliseconds, with microseconds, with an offset or, from naive datetimes, without one: that is
 * read as UTC. A bare date is read as midnight UTC.
 */
const ISO_DATE =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?:[T ](?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:[.,]\d{1,9})?)?(Z|[+-](?:[01]\d|2[0-3]):?[0-5]\d)?)?$/

/** Whether a value is a Date that holds a point in time. */
export function isDate(value: any): boolean {
  return value instanceof Date && !Number.isNaN(value.getTime())
}

/** Whether a JSON value is a Date in its JSON form. */
export function acceptsDate(json: any): boolean {
  return typeof json === 'string' && ISO_DATE.test(json) && isDate(decodeDate(json))
}

/** The Date of an accepted string. */
export function decodeDate(json: string): Date {
  const [, offset] = ISO_DATE.exec(json) ?? []
  if (offset !== undefined || json.length === 10) return new Date(json.replace(',', '.'))
  return new Date(`${json.replace(' ', 'T').replace(',', '.')}Z`)
}

/** The string that stands for a Date. */
export function encodeDate(value: Date): string {
  return value.toISOString()
}
