import { FrameError } from './frame-error.js'

export interface Frame {
  readonly type: number
  readonly channel: number
  /** A part of what was received: copy what is to be kept for long. */
  readonly payload: Buffer
}

export const FRAME_METHOD = 1
export const FRAME_HEADER = 2
export const FRAME_BODY = 3
export const FRAME_HEARTBEAT = 8

/** What a frame takes beside its payload: type, channel, size, and the octet at its end. */
export const FRAME_OVERHEAD = 8

const FRAME_END = 0xce

/** Cuts a stream of bytes into frames. */
export class FrameReader {
  /** The largest frame that is accepted, its overhead included. */
  maxFrameSize: number
  #rest: Buffer = Buffer.alloc(0)

  constructor(maxFrameSize: number) {
    this.maxFrameSize = maxFrameSize
  }

  /**
   * Takes the next bytes and hands over each frame that they complete.
   * @throws {FrameError} when they are no frames; nothing more can be read then.
   */
  push(chunk: Buffer, onFrame: (frame: Frame) => void): void {
    let bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk])
    let offset = 0
    while (bytes.length - offset >= FRAME_OVERHEAD) {
      const size = bytes.readUInt32BE(offset + 3)
      const end = offset + size + FRAME_OVERHEAD
      if (size + FRAME_OVERHEAD > this.maxFrameSize) {
        throw new FrameError(501, `a frame of ${size} bytes: ${this.maxFrameSize} is the limit`)
      }
      if (bytes.length < end) break
      if (bytes[end - 1] !== FRAME_END) {
        throw new FrameError(501, 'a frame does not end where its size says')
      }
      onFrame({
        type: bytes[offset]!,
        channel: bytes.readUInt16BE(offset + 1),
        payload: bytes.subarray(offset + 7, end - 1),
      })
      offset = end
    }
    bytes = bytes.subarray(offset)
    // A small rest must not keep a large buffer alive.
    this.#rest = bytes.length === 0 ? EMPTY : offset === 0 ? bytes : Buffer.from(bytes)
  }
}

const EMPTY = Buffer.alloc(0)

/** Writes a frame to a buffer of its own. */
export function encodeFrame(type: number, channel: number, payload: Uint8Array): Buffer {
  const frame = Buffer.allocUnsafe(payload.length + FRAME_OVERHEAD)
  writeFrame(frame, 0, type, channel, payload)
  return frame
}

/** Writes a frame into a buffer with room for it. @returns the offset behind it. */
export function writeFrame(
  target: Buffer,
  offset: number,
  type: number,
  channel: number,
  payload: Uint8Array,
): number {
  target[offset] = type
  target.writeUInt16BE(channel, offset + 1)
  target.writeUInt32BE(payload.length, offset + 3)
  target.set(payload, offset + 7)
  target[offset + 7 + payload.length] = FRAME_END
  return offset + payload.length + FRAME_OVERHEAD
}
