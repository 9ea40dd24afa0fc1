import { ByteReader, type FieldTable, FrameError, readTable } from '../frames/index.js'
import { readCopyKeys } from './copy-keys.js'
import { findProperties, type PropertySpots } from './find-properties.js'
import type { Memory } from './memory.js'
import { type PropertyChanges, rewriteProperties } from './rewrite-properties.js'
import { encodeShortstr, shortstrAt } from './shortstr.js'

/** What a message takes in memory beside its bytes: objects, list cells. An estimate. */
const OVERHEAD = 400

/** Below this a message's bytes are copied together, so as not to keep what came with them. */
const COPY_LIMIT = 32_768

/**
 * A message as it came: bytes, decoded only where the broker itself has to know. All queues share
 * one, so it never changes.
 */
export class Message {
  readonly exchange: string
  readonly routingKey: string
  /** Exchange and routing key as two short strings, as deliveries carry them. */
  readonly address: Buffer
  /** Flags and properties. */
  readonly properties: Buffer
  readonly body: Buffer
  /** Where in `properties` they lie. */
  readonly spots: PropertySpots
  #headers: FieldTable | undefined
  #copyKeys: readonly string[] | undefined
  /** In how many places it is kept. */
  #kept = 0

  constructor(
    exchange: string,
    routingKey: string,
    address: Buffer,
    properties: Buffer,
    body: Buffer,
    spots: PropertySpots = findProperties(properties),
  ) {
    this.exchange = exchange
    this.routingKey = routingKey
    this.address = address
    this.properties = properties
    this.body = body
    this.spots = spots
  }

  get headers(): FieldTable {
    this.#headers ??= readHeaders(this.properties, this.spots.headers)
    return this.#headers
  }

  /** The keys under which it is routed beside its own. */
  get copyKeys(): readonly string[] {
    this.#copyKeys ??= readCopyKeys(this)
    return this.#copyKeys
  }

  get priority(): number {
    const { priority } = this.spots
    return priority < 0 ? 0 : this.properties[priority]!
  }

  get expiration(): string | undefined {
    const { expiration } = this.spots
    return expiration < 0 ? undefined : shortstrAt(this.properties, expiration)
  }

  /** The bytes that it counts for. */
  get size(): number {
    return this.address.length + this.properties.length + this.body.length + OVERHEAD
  }

  /** Counts it once, however many queues keep it. */
  keep(memory: Memory): void {
    if (this.#kept++ === 0) memory.add(this.size)
  }

  /** The reverse of `keep`. */
  drop(memory: Memory): void {
    if (--this.#kept === 0) memory.remove(this.size)
  }

  /** The same with some properties changed. */
  with(changes: PropertyChanges): Message {
    return this.readdressed(this, changes)
  }

  /** The same under another address, with some properties changed. */
  readdressed(
    { exchange, routingKey }: { readonly exchange: string; readonly routingKey: string },
    changes: PropertyChanges,
  ): Message {
    const properties = rewriteProperties(this.properties, this.spots, changes)
    const address = Buffer.concat([encodeShortstr(exchange), encodeShortstr(routingKey)])
    return new Message(exchange, routingKey, address, properties, this.body)
  }
}

const NO_HEADERS: FieldTable = new Map()

/** Names that are no text are passed on, but cannot be read. */
function readHeaders(properties: Buffer, at: number): FieldTable {
  if (at < 0) return NO_HEADERS
  try {
    return readTable(new ByteReader(properties, at))
  } catch (error) {
    if (error instanceof FrameError) return NO_HEADERS
    throw error
  }
}

/**
 * A message from parts of what a socket read. These are copied unless they are most of it: a message
 * that waits must not keep its neighbours in memory.
 */
export function assembleMessage(
  exchange: string,
  routingKey: string,
  address: Buffer,
  properties: Buffer,
  parts: readonly Buffer[],
  bodySize: number,
): Message {
  const head = address.length + properties.length
  if (bodySize > COPY_LIMIT) {
    const own = Buffer.allocUnsafe(head)
    own.set(address)
    own.set(properties, address.length)
    return new Message(
      exchange,
      routingKey,
      own.subarray(0, address.length),
      own.subarray(address.length),
      parts.length === 1 ? parts[0]! : Buffer.concat(parts, bodySize),
    )
  }
  const own = Buffer.allocUnsafe(head + bodySize)
  address.copy(own, 0)
  properties.copy(own, address.length)
  let at = head
  for (const part of parts) at += part.copy(own, at)
  return new Message(
    exchange,
    routingKey,
    own.subarray(0, address.length),
    own.subarray(address.length, head),
    own.subarray(head),
  )
}
