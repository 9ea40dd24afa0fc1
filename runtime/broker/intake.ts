import { FRAME_BODY, FRAME_HEADER, readBodySize } from '../frames/index.js'
import { AmqpError } from './amqp-error.js'
import { assembleMessage, type Message } from './message.js'

/** A message of which not all has come. */
interface Pending {
  readonly exchange: string
  readonly routingKey: string
  readonly address: Buffer
  readonly mandatory: boolean
  readonly immediate: boolean
}

/** A message as a client published it. */
export interface Published {
  readonly message: Message
  readonly mandatory: boolean
  readonly immediate: boolean
}

/** Where the fields of `basic.publish` begin: class, method and a ticket stand before. */
const ADDRESS = 6

const BASIC_CLASS = 60

/** Bytes of a content header without properties. */
const SHORTEST_HEADER = 14

const EMPTY = Buffer.alloc(0)

/** Puts the frames of a published message together: method, content header, bodies. */
export class Intake {
  readonly #maxSize: number
  #pending: Pending | undefined
  #properties: Buffer = EMPTY
  #missing = 0
  #size = 0
  #parts: Buffer[] = []

  /** @param maxSize Bytes of the largest body. */
  constructor(maxSize: number) {
    this.#maxSize = maxSize
  }

  /** Whether a header or a body has to come next. */
  get open(): boolean {
    return this.#pending !== undefined
  }

  /** Reads the payload of `basic.publish` by hand: it is most of what a broker reads. */
  begin(payload: Buffer): void {
    const exchangeEnd = ADDRESS + 1 + (payload[ADDRESS] ?? Infinity)
    const end = exchangeEnd + 1 + (payload[exchangeEnd] ?? Infinity)
    const bits = payload[end]
    if (bits === undefined) throw new AmqpError(501, 'cannot decode basic.publish')
    this.#pending = {
      exchange: payload.toString('utf8', ADDRESS + 1, exchangeEnd),
      routingKey: payload.toString('utf8', exchangeEnd + 1, end),
      address: payload.subarray(ADDRESS, end),
      mandatory: (bits & 1) !== 0,
      immediate: (bits & 2) !== 0,
    }
    this.#size = -1
  }

  /** @returns the message when this frame was the last of it. */
  add(type: number, payload: Buffer): Published | undefined {
    return this.#size < 0 ? this.#header(type, payload) : this.#body(type, payload)
  }

  #header(type: number, payload: Buffer): Published | undefined {
    if (type !== FRAME_HEADER || payload.length < SHORTEST_HEADER) {
      const got = 'got non content header frame instead'
      throw new AmqpError(505, `expected content header for class 60, ${got}`)
    }
    const classId = payload.readUInt16BE(0)
    if (classId !== BASIC_CLASS) {
      const got = `got one for class ${classId} instead`
      throw new AmqpError(505, `expected content header for class ${BASIC_CLASS}, ${got}`)
    }
    const size = readBodySize(payload)
    if (size > this.#maxSize) {
      const limit = `is larger than configured max size ${this.#maxSize}`
      throw new AmqpError(406, `message size ${size} ${limit}`)
    }
    this.#size = size
    this.#missing = size
    this.#properties = payload.subarray(12)
    return size === 0 ? this.#finish() : undefined
  }

  #body(type: number, payload: Buffer): Published | undefined {
    if (type !== FRAME_BODY) {
      const got = 'got non content body frame instead'
      throw new AmqpError(505, `expected content body, ${got}`)
    }
    this.#missing -= payload.length
    if (this.#missing < 0) {
      throw new AmqpError(501, `more of a body than the ${this.#size} bytes that were announced`)
    }
    this.#parts.push(payload)
    return this.#missing === 0 ? this.#finish() : undefined
  }

  #finish(): Published {
    const { exchange, routingKey, address, mandatory, immediate } = this.#pending!
    const parts = this.#parts
    this.#pending = undefined
    this.#parts = []
    const message = assembleMessage(
      exchange,
      routingKey,
      address,
      this.#properties,
      parts,
      this.#size,
    )
    this.#properties = EMPTY
    return { message, mandatory, immediate }
  }
}
