import { ByteReader } from './byte-reader.js'
import { ByteWriter } from './byte-writer.js'
import { type FieldTable, readTable, writeTable } from './field-table.js'
import { FrameError } from './frame-error.js'

/** The properties of a message, as the basic class defines them. */
export interface BasicProperties {
  readonly contentType?: string
  readonly contentEncoding?: string
  readonly headers?: FieldTable
  readonly deliveryMode?: number
  readonly priority?: number
  readonly correlationId?: string
  readonly replyTo?: string
  readonly expiration?: string
  readonly messageId?: string
  /** Seconds since the epoch. */
  readonly timestamp?: number
  readonly type?: string
  readonly userId?: string
  readonly appId?: string
  readonly clusterId?: string
}

export interface ContentHeader {
  readonly bodySize: number
  readonly properties: BasicProperties
}

type PropertyType = 'shortstr' | 'table' | 'octet' | 'longlong'

/** In the order of the specification: the first one has the highest flag bit. */
const PROPERTIES: readonly (readonly [keyof BasicProperties, PropertyType])[] = [
  ['contentType', 'shortstr'],
  ['contentEncoding', 'shortstr'],
  ['headers', 'table'],
  ['deliveryMode', 'octet'],
  ['priority', 'octet'],
  ['correlationId', 'shortstr'],
  ['replyTo', 'shortstr'],
  ['expiration', 'shortstr'],
  ['messageId', 'shortstr'],
  ['timestamp', 'longlong'],
  ['type', 'shortstr'],
  ['userId', 'shortstr'],
  ['appId', 'shortstr'],
  ['clusterId', 'shortstr'],
]

/** The lowest bit announces more flags; the one above it belongs to no property. */
const UNKNOWN_FLAGS = 0b11

const BASIC_CLASS = 60

/** What stands before the properties: class, weight, body size. */
const PREFIX = 12

/** The size of the body that a content header announces; the properties stay unread. */
export function readBodySize(payload: Buffer): number {
  const reader = new ByteReader(payload)
  const classId = reader.short()
  if (classId !== BASIC_CLASS) throw new FrameError(501, `a content header of class ${classId}`)
  reader.short()
  return reader.longlong()
}

/** The part of a content header that a broker passes on as it is. */
export function rawProperties(payload: Buffer): Buffer {
  return payload.subarray(PREFIX)
}

/**
 * Reads properties, which begin with their flags.
 * @throws {FrameError} when they are broken.
 */
export function decodeProperties(raw: Buffer): BasicProperties {
  const reader = new ByteReader(raw)
  const flags = reader.short()
  if (flags & UNKNOWN_FLAGS) {
    throw new FrameError(502, 'more property flags than there are properties')
  }
  const properties: Record<string, unknown> = {}
  PROPERTIES.forEach(([name, type], index) => {
    if ((flags & (0x8000 >> index)) === 0) return
    properties[name] = type === 'table' ? readTable(reader) : reader[type]()
  })
  if (!reader.atEnd) throw new FrameError(501, 'a content header goes on behind its properties')
  return properties as BasicProperties
}

export function encodeProperties(properties: BasicProperties): Buffer {
  const writer = new ByteWriter(128)
  const present = PROPERTIES.filter(([name]) => properties[name] !== undefined)
  let flags = 0
  PROPERTIES.forEach(([name], index) => {
    if (properties[name] !== undefined) flags |= 0x8000 >> index
  })
  writer.short(flags)
  for (const [name, type] of present) {
    const value = properties[name] as never
    if (type === 'table') writeTable(writer, value)
    else writer[type](value)
  }
  return writer.finish()
}

/** The payload of a content header frame. */
export function encodeContentHeader(bodySize: number, properties: Buffer): Buffer {
  const writer = new ByteWriter(PREFIX + properties.length)
  writer.short(BASIC_CLASS)
  writer.short(0)
  writer.longlong(bodySize)
  writer.bytes(properties)
  return writer.finish()
}
