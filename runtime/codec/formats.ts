import { isIPv4, isIPv6 } from 'node:net'

const DATE = /^(\d{4})-(\d\d)-(\d\d)$/
const TIME = /^([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d{1,9})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/i
const EMAIL = /^[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*@([^@]+)$/
const LABEL = /^[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?$/i
const URI = /^[a-z][a-z\d+.-]*:[^\s"<>\\^`{|}]*$/i
const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i

const FORMATS: ReadonlyMap<string, (text: string) => boolean> = new Map([
  ['date', isDay],
  ['date-time', (text) => text.charAt(10).toUpperCase() === 'T' && isMoment(text)],
  ['email', isEmail],
  ['hostname', isHostname],
  ['ipv4', isIPv4],
  ['ipv6', isIPv6],
  ['time', (text) => TIME.test(text)],
  ['uri', (text) => URI.test(text)],
  ['uuid', (text) => UUID.test(text)],
])

/**
 * Whether a text has a format of JSON Schema's. Those that Mycelia checks are listed in
 * `mycelia/contract`; none of them takes time that grows faster than the text.
 */
export function hasFormat(text: string, format: string): boolean {
  return FORMATS.get(format)?.(text) ?? false
}

function isDay(text: string): boolean {
  const [, year, month, day] = DATE.exec(text)?.map(Number) ?? []
  if (year === undefined || month === undefined || day === undefined) return false
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}

function isMoment(text: string): boolean {
  return isDay(text.slice(0, 10)) && TIME.test(text.slice(11))
}

function isEmail(text: string): boolean {
  const domain = text.length <= 254 ? EMAIL.exec(text)?.[1] : undefined
  return domain?.includes('.') === true && isHostname(domain)
}

function isHostname(text: string): boolean {
  return text.length <= 253 && text.split('.').every((label) => LABEL.test(label))
}
