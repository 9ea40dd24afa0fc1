import { isUtf8 } from 'node:buffer'
import { FrameError } from './frame-error.js'

/** What the decoder puts in the place of bytes that are no UTF-8. */
const REPLACEMENT = '\ufffd'

/** Reads the primitive types of AMQP from a buffer; never beyond its end. */
export class ByteReader {
  readonly #bytes: Buffer
  #offset: number
  readonly #end: number

  constructor(bytes: Buffer, offset = 0, end: number = bytes.length) {
    this.#bytes = bytes
    this.#offset = offset
    this.#end = end
  }

  get offset(): number {
    return this.#offset
  }

  get atEnd(): boolean {
    return this.#offset >= this.#end
  }

  octet(): number {
    return this.#bytes[this.#take(1)]!
  }

  int8(): number {
    return this.#bytes.readInt8(this.#take(1))
  }

  short(): number {
    return this.#bytes.readUInt16BE(this.#take(2))
  }

  int16(): number {
    return this.#bytes.readInt16BE(this.#take(2))
  }

  long(): number {
    return this.#bytes.readUInt32BE(this.#take(4))
  }

  int32(): number {
    return this.#bytes.readInt32BE(this.#take(4))
  }

  /** Exact up to 2^53: delivery tags never reach that. */
  longlong(): number {
    const at = this.#take(8)
    return this.#bytes.readUInt32BE(at) * 0x1_0000_0000 + this.#bytes.readUInt32BE(at + 4)
  }

  uint64(): bigint {
    return this.#bytes.readBigUInt64BE(this.#take(8))
  }

  int64(): bigint {
    return this.#bytes.readBigInt64BE(this.#take(8))
  }

  float(): number {
    return this.#bytes.readFloatBE(this.#take(4))
  }

  double(): number {
    return this.#bytes.readDoubleBE(this.#take(8))
  }

  /** @throws {FrameError} when it is no UTF-8: replaced characters could outgrow 255 bytes. */
  shortstr(): string {
    const length = this.octet()
    const at = this.#take(length)
    const text = this.#bytes.toString('utf8', at, at + length)
    if (text.includes(REPLACEMENT) && !isUtf8(this.#bytes.subarray(at, at + length))) {
      throw new FrameError(501, 'Malformed UTF-8 in shortstr')
    }
    return text
  }

  longstr(): Buffer {
    const length = this.long()
    const at = this.#take(length)
    return this.#bytes.subarray(at, at + length)
  }

  /** A reader of the next bytes only. */
  within(length: number): ByteReader {
    const at = this.#take(length)
    return new ByteReader(this.#bytes, at, at + length)
  }

  #take(length: number): number {
    const at = this.#offset
    if (at + length > this.#end) {
      throw new FrameError(501, `a field of ${length} bytes ends beyond its frame`)
    }
    this.#offset = at + length
    return at
  }
}
