import type { Socket } from 'node:net'
import {
  encodeMethod,
  FRAME_BODY,
  FRAME_HEADER,
  FRAME_HEARTBEAT,
  FRAME_METHOD,
  FRAME_OVERHEAD,
  type MethodFields,
  type MethodName,
  writeFrame,
} from '../frames/index.js'
import type { Message } from './message.js'

const FRAME_END = 0xce
const BASIC = 60
const DELIVER = 60
const GET_OK = 71
const ACK = 80

/** What a content header has before the properties: class, weight, body size. */
const CONTENT_HEADER_PREFIX = 12

/** Bodies below this are copied among the frames: cheaper than to write each by itself. */
const COPY_LIMIT = 8_192

const SMALLEST_CHUNK = 4_096
const LARGEST_CHUNK = 65_536

/** Outgoings with something to write, at the end of the tick. */
let dirty: Outgoing[] = []

function flushAll(): void {
  const all = dirty
  dirty = []
  for (const outgoing of all) outgoing.flush()
}

/**
 * Frames on their way to a client. They gather until all sockets have been read that had something
 * to read, and leave with one system call.
 */
export class Outgoing {
  /** The largest frame that the client takes, its overhead included. */
  frameMax = 131_072
  readonly #socket: Socket
  readonly #onFlushed: () => void
  #chunk: Buffer = Buffer.alloc(0)
  /** The part of the chunk that is not yet among the parts. */
  #start = 0
  #at = 0
  #parts: Buffer[] = []
  /** Bytes in the parts. */
  #gathered = 0
  /** Whether it will be flushed at the end of the tick. */
  #dirty = false

  /** @param onFlushed Called each time when the socket has been handed what there was. */
  constructor(socket: Socket, onFlushed: () => void) {
    this.#socket = socket
    this.#onFlushed = onFlushed
  }

  /** Bytes that the client has yet to take. */
  get pending(): number {
    return this.#gathered + this.#at - this.#start + this.#socket.writableLength
  }

  method<Name extends MethodName>(channel: number, name: Name, fields: MethodFields<Name>): void {
    const payload = encodeMethod(name, fields)
    this.#claim(payload.length + FRAME_OVERHEAD)
    this.#at = writeFrame(this.#chunk, this.#at, FRAME_METHOD, channel, payload)
  }

  heartbeat(): void {
    this.#claim(FRAME_OVERHEAD)
    this.#at = writeFrame(this.#chunk, this.#at, FRAME_HEARTBEAT, 0, Buffer.alloc(0))
  }

  /** Bytes that are no frame. */
  raw(bytes: Buffer): void {
    this.#claim(bytes.length)
    this.#at += bytes.copy(this.#chunk, this.#at)
  }

  /** A confirm. Written by hand, as are deliveries: they are most of what a broker writes. */
  ack(channel: number, deliveryTag: number, multiple: boolean): void {
    this.#begin(FRAME_METHOD, channel, 13)
    this.#id(ACK)
    this.#longlong(deliveryTag)
    this.#octet(multiple ? 1 : 0)
    this.#octet(FRAME_END)
  }

  /** @param consumerTag As a short string. */
  deliver(
    channel: number,
    consumerTag: Buffer,
    deliveryTag: number,
    redelivered: boolean,
    message: Message,
    properties: Buffer,
  ): void {
    const { address } = message
    this.#begin(FRAME_METHOD, channel, 13 + consumerTag.length + address.length)
    this.#id(DELIVER)
    this.#bytes(consumerTag)
    this.#longlong(deliveryTag)
    this.#octet(redelivered ? 1 : 0)
    this.#bytes(address)
    this.#octet(FRAME_END)
    this.content(channel, properties, message.body)
  }

  getOk(
    channel: number,
    deliveryTag: number,
    redelivered: boolean,
    message: Message,
    properties: Buffer,
    remaining: number,
  ): void {
    const { address } = message
    this.#begin(FRAME_METHOD, channel, 17 + address.length)
    this.#id(GET_OK)
    this.#longlong(deliveryTag)
    this.#octet(redelivered ? 1 : 0)
    this.#bytes(address)
    this.#long(remaining)
    this.#octet(FRAME_END)
    this.content(channel, properties, message.body)
  }

  /** The header and the body of a message. */
  content(channel: number, properties: Buffer, body: Buffer): void {
    this.#begin(FRAME_HEADER, channel, CONTENT_HEADER_PREFIX + properties.length)
    this.#long(BASIC << 16)
    this.#longlong(body.length)
    this.#bytes(properties)
    this.#octet(FRAME_END)
    const most = this.frameMax === 0 ? body.length : this.frameMax - FRAME_OVERHEAD
    for (let from = 0; from < body.length; from += most) {
      this.#body(channel, body.length <= most ? body : body.subarray(from, from + most))
    }
  }

  /** Hands over to the socket what has gathered. */
  flush(): void {
    this.#dirty = false
    this.#cut()
    const parts = this.#parts
    if (parts.length === 0) return
    this.#parts = []
    this.#gathered = 0
    const socket = this.#socket
    if (socket.destroyed) return
    if (parts.length === 1) socket.write(parts[0]!)
    else {
      socket.cork()
      for (const part of parts) socket.write(part)
      socket.uncork()
    }
    this.#onFlushed()
  }

  #body(channel: number, body: Buffer): void {
    if (body.length <= COPY_LIMIT) {
      this.#begin(FRAME_BODY, channel, body.length)
      this.#bytes(body)
      this.#octet(FRAME_END)
      return
    }
    this.#begin(FRAME_BODY, channel, body.length, 0)
    this.#cut()
    this.#parts.push(body)
    this.#gathered += body.length
    this.#claim(1)
    this.#octet(FRAME_END)
  }

  /** Makes room for a frame and writes what it begins with. */
  #begin(type: number, channel: number, size: number, room = size): void {
    this.#claim(room + FRAME_OVERHEAD)
    this.#octet(type)
    this.#octet(channel >> 8)
    this.#octet(channel & 0xff)
    this.#long(size)
  }

  #id(method: number): void {
    this.#long((BASIC << 16) | method)
  }

  #octet(value: number): void {
    this.#chunk[this.#at++] = value
  }

  #long(value: number): void {
    const chunk = this.#chunk
    const at = this.#at
    chunk[at] = value >>> 24
    chunk[at + 1] = value >>> 16
    chunk[at + 2] = value >>> 8
    chunk[at + 3] = value
    this.#at = at + 4
  }

  #longlong(value: number): void {
    this.#long(Math.floor(value / 0x1_0000_0000))
    this.#long(value >>> 0)
  }

  #bytes(bytes: Buffer): void {
    this.#chunk.set(bytes, this.#at)
    this.#at += bytes.length
  }

  /** Makes sure that so many bytes fit into the chunk. */
  #claim(size: number): void {
    if (!this.#dirty) {
      this.#dirty = true
      dirty.push(this)
      if (dirty.length === 1) setImmediate(flushAll)
    }
    if (this.#at + size <= this.#chunk.length) return
    this.#cut()
    // Twice as large as what proved too small; a connection that is idle keeps little.
    const next = Math.min(LARGEST_CHUNK, Math.max(SMALLEST_CHUNK, this.#chunk.length * 2))
    this.#chunk = Buffer.allocUnsafeSlow(Math.max(next, size))
    this.#start = 0
    this.#at = 0
  }

  /** Makes what has been written to the chunk one of the parts. */
  #cut(): void {
    if (this.#at === this.#start) return
    const part = this.#chunk.subarray(this.#start, this.#at)
    this.#parts.push(part)
    this.#gathered += part.length
    this.#start = this.#at
  }
}
