import { FrameError } from './frame-error.js'

/** Writes the primitive types of AMQP to a buffer that grows as needed. */
export class ByteWriter {
  #bytes: Buffer
  #length = 0

  constructor(size = 256) {
    this.#bytes = Buffer.allocUnsafe(size)
  }

  get length(): number {
    return this.#length
  }

  /** What has been written. The buffer is given away: write no more. */
  finish(): Buffer {
    return this.#bytes.subarray(0, this.#length)
  }

  octet(value: number): void {
    const at = this.#claim(1)
    this.#bytes[at] = value
  }

  int8(value: number): void {
    const at = this.#claim(1)
    this.#bytes.writeInt8(value, at)
  }

  short(value: number): void {
    const at = this.#claim(2)
    this.#bytes.writeUInt16BE(value, at)
  }

  int16(value: number): void {
    const at = this.#claim(2)
    this.#bytes.writeInt16BE(value, at)
  }

  long(value: number): void {
    const at = this.#claim(4)
    this.#bytes.writeUInt32BE(value, at)
  }

  int32(value: number): void {
    const at = this.#claim(4)
    this.#bytes.writeInt32BE(value, at)
  }

  longlong(value: number): void {
    const at = this.#claim(8)
    this.#bytes.writeUInt32BE(Math.floor(value / 0x1_0000_0000), at)
    this.#bytes.writeUInt32BE(value >>> 0, at + 4)
  }

  uint64(value: bigint): void {
    const at = this.#claim(8)
    this.#bytes.writeBigUInt64BE(value, at)
  }

  int64(value: bigint): void {
    const at = this.#claim(8)
    this.#bytes.writeBigInt64BE(value, at)
  }

  float(value: number): void {
    const at = this.#claim(4)
    this.#bytes.writeFloatBE(value, at)
  }

  double(value: number): void {
    const at = this.#claim(8)
    this.#bytes.writeDoubleBE(value, at)
  }

  shortstr(value: string): void {
    const length = Buffer.byteLength(value)
    if (length > 255)
      throw new FrameError(502, `a short string of ${length} bytes: 255 is the limit`)
    const at = this.#claim(1 + length)
    this.#bytes[at] = length
    this.#bytes.write(value, at + 1)
  }

  longstr(value: Uint8Array | string): void {
    const length = typeof value === 'string' ? Buffer.byteLength(value) : value.length
    this.long(length)
    const at = this.#claim(length)
    if (typeof value === 'string') this.#bytes.write(value, at)
    else this.#bytes.set(value, at)
  }

  bytes(value: Uint8Array): void {
    const at = this.#claim(value.length)
    this.#bytes.set(value, at)
  }

  /** Writes what `write` writes behind its length, as a long. */
  sized(write: () => void): void {
    const at = this.#claim(4)
    const begin = this.#length
    write()
    this.#bytes.writeUInt32BE(this.#length - begin, at)
  }

  #claim(length: number): number {
    const at = this.#length
    const needed = at + length
    if (needed > this.#bytes.length) {
      const grown = Buffer.allocUnsafe(Math.max(needed, this.#bytes.length * 2))
      this.#bytes.copy(grown, 0, 0, at)
      this.#bytes = grown
    }
    this.#length = needed
    return at
  }
}
