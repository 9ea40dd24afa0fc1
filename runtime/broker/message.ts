import { type BasicProperties, decodeProperties } from '../frames/index.js'
import { findProperties, type PropertySpots, shortstrAt } from './find-properties.js'
import type { Memory } from './memory.js'

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
  #decoded: BasicProperties | undefined
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

  get decoded(): BasicProperties {
    this.#decoded ??= decodeProperties(this.properties)
    return this.#decoded
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

  /** The same with other properties. */
  with(properties: Buffer): Message {
    return new Message(this.exchange, this.routingKey, this.address, properties, this.body)
  }

  /** The same under another address. */
  readdressed(exchange: string, routingKey: string, properties: Buffer): Message {
    const address = encodeAddress(exchange, routingKey)
    return new Message(exchange, routingKey, address, properties, this.body)
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

/** Two short strings. */
export function encodeAddress(exchange: string, routingKey: string): Buffer {
  return Buffer.concat([encodeShortstr(exchange), encodeShortstr(routingKey)])
}

export function encodeShortstr(text: string): Buffer {
  const bytes = Buffer.from(text)
  return Buffer.concat([Buffer.from([bytes.length]), bytes])
}
