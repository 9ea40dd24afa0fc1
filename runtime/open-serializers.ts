import type { SerializationSettings } from './config/index.js'
import { ConfigError } from './errors/index.js'
import {
  type BodyFormat,
  bodyFormat,
  JSON_ALONE,
  JSON_FORMAT,
  loadMsgpack,
  type Serializer,
  Serializers,
  unspoken,
} from './wire/index.js'

/**
 * Brings together what the configuration names and what the program has. MessagePack is loaded only
 * where it is named.
 * @param given To `@service()`, `run()` or `connect()`; the same one may be given several times.
 * @throws {ConfigError} with every problem, a line each.
 */
export async function openSerializers(
  settings: SerializationSettings,
  given: readonly Serializer[] = [],
): Promise<Serializers> {
  const own = [...new Set(given)]
  const { serializer, accept, declared, places } = settings
  const named = [serializer, ...accept]
  if (own.length + declared.length === 0 && named.every(isJson)) return JSON_ALONE
  const known = [JSON_FORMAT, ...checkOwn(own).map(bodyFormat)]
  if (named.some(isMsgpack) && !known.some(({ name }) => isMsgpack(name))) {
    known.push(await loadMsgpack())
  }
  const problems = declared.flatMap((entry) => {
    const problem = compare(entry, known)
    return problem === undefined ? [] : [`${places.declared}: ${problem}`]
  })
  const find = (wanted: string, place: string): readonly BodyFormat[] => {
    const found = known.find(({ name, contentType }) => name === wanted || contentType === wanted)
    if (found !== undefined) return [found]
    // The mapping's own problem says it already.
    if (!declared.some(({ name }) => name === wanted)) problems.push(`${place}: ${missing(wanted)}`)
    return []
  }
  const [main = JSON_FORMAT] = find(serializer, places.serializer)
  const accepted = accept.flatMap((name) => find(name, places.accept))
  if (problems.length > 0) throw new ConfigError([...new Set(problems)].join('\n'))
  return new Serializers({ main, known, accepted })
}

function isJson(name: string): boolean {
  return name === JSON_FORMAT.name || name === JSON_FORMAT.contentType
}

function isMsgpack(name: string): boolean {
  return name === 'msgpack' || name === 'application/x-msgpack'
}

type Declared = SerializationSettings['declared'][number]

function compare(declared: Declared, known: readonly BodyFormat[]): string | undefined {
  const { name, contentType, contentEncoding } = declared
  const found = known.find((format) => format.name === name)
  if (found === undefined) return `"${name}" names code of Python's; ${give(declared)}`
  if (found.contentType === contentType && found.contentEncoding === contentEncoding) return
  return (
    `"${name}" is ${contentType} in ${contentEncoding} here, and ` +
    `${found.contentType} in ${found.contentEncoding} in the code`
  )
}

function missing(name: string): string {
  const why = unspoken(name)
  if (why !== undefined) return why
  const contentType = name.includes('/') ? name : `application/x-${name}`
  return `"${name}" is not known, but json and msgpack are; ${give({ name, contentType })}`
}

function give({ name, contentType, contentEncoding = 'binary' }: Partial<Declared>): string {
  const properties = [
    `name: '${name}'`,
    `contentType: '${contentType}'`,
    ...(contentEncoding === 'binary' ? [] : [`contentEncoding: '${contentEncoding}'`]),
    'encode',
    'decode',
  ]
  return `give its code to @service(), run() or connect(): serializers: [{ ${properties.join(', ')} }]`
}

const TYPE = /^[a-z0-9][a-z0-9!#$&^_.+-]*\/[a-z0-9][a-z0-9!#$&^_.+-]*$/

function checkOwn(own: readonly Serializer[]): readonly Serializer[] {
  const taken = new Set([JSON_FORMAT.name, JSON_FORMAT.contentType])
  for (const { name, contentType, encode, decode } of own) {
    const refuse = (why: string) => new ConfigError(`serializers: "${name}" ${why}`)
    if (typeof name !== 'string' || name === '') throw refuse('is no name')
    if (!TYPE.test(contentType)) {
      throw refuse(`has the content type "${contentType}"; expected one as application/cbor`)
    }
    if (typeof encode !== 'function' || typeof decode !== 'function') {
      throw refuse('needs two functions, encode and decode')
    }
    for (const word of [name, contentType]) {
      if (taken.has(word)) throw refuse(`is given twice, or Mycelia's own: ${word}`)
      taken.add(word)
    }
  }
  return own
}
