import { connect, type Socket } from 'node:net'
import { decodeMethod, FRAME_METHOD, FrameReader, type Method } from '../../runtime/frames/index.js'
import { breakOff } from './break-off.js'
import { type Impairment, passOn } from './impairments.js'

/** `up` is from the client to the broker. */
export type Direction = 'up' | 'down'

/** One of the two ends of a line. */
export type End = 'client' | 'broker'

/** What a line asks of its proxy. */
export interface LineWatch {
  /** Told of each method before it passes. @returns whether it may. */
  onMethod(line: Line, method: Method, direction: Direction): boolean
  /** Whether what is sent in a direction is kept back. */
  isHeld(direction: Direction): boolean
  onClosed(line: Line): void
}

/** What a client says before its first frame: `AMQP`, and the version. */
const PROTOCOL_HEADER = 8

/** One client's connection by way of a proxy, and the one to the broker that stands behind it. */
export class Line {
  /** What the client calls the connection: `mycelia client (publishing)`. */
  name = ''
  readonly #client: Socket
  readonly #broker: Socket
  readonly #watch: LineWatch
  readonly #impairments: Record<Direction, Impairment> = { up: passOn, down: passOn }
  /** One end is gone, and the other must not learn of it. */
  #halfOpen = false

  constructor(client: Socket, { hostname, port }: URL, watch: LineWatch) {
    this.#client = client
    this.#broker = connect(Number(port || 5672), hostname)
    this.#watch = watch
    this.#pipe(client, this.#broker, 'up')
    this.#pipe(this.#broker, client, 'down')
  }

  impair(direction: Direction, impairment: Impairment): void {
    this.#impairments[direction] = impairment
  }

  /** Breaks both ends, without a goodbye. */
  cut(): void {
    breakOff(this.#client)
    breakOff(this.#broker)
  }

  /** Ends both sides in good order, in the middle of what is sent. */
  hangUp(): void {
    this.#client.end()
    this.#broker.end()
  }

  /** Breaks the connection with one end; the other is not told, and what it sends goes nowhere. */
  lose(end: End): void {
    this.#halfOpen = true
    breakOff(end === 'client' ? this.#client : this.#broker)
  }

  /** Says something to one end, between frames: nothing may be under way. */
  inject(direction: Direction, bytes: Uint8Array): void {
    const to = direction === 'up' ? this.#broker : this.#client
    to.write(bytes)
  }

  /** Lets what was kept back go on. */
  resume(): void {
    this.#client.resume()
    this.#broker.resume()
  }

  #pipe(from: Socket, to: Socket, direction: Direction): void {
    from.setNoDelay(true)
    const isPassing = this.#reader(direction)
    const pass = (bytes: Buffer) => to.writable && to.write(bytes)
    from.on('data', (bytes) => {
      if (this.#watch.isHeld(direction)) {
        from.pause()
        from.unshift(bytes)
      } else if (isPassing(bytes)) {
        this.#impairments[direction](bytes, pass)
      }
    })
    from.on('end', () => !this.#halfOpen && to.end())
    from.on('error', () => {})
    from.on('close', () => {
      if (!this.#halfOpen) to.destroy()
      if (this.#client.destroyed && this.#broker.destroyed) this.#watch.onClosed(this)
    })
  }

  /** @returns what reads the bytes of one direction, and tells whether they may pass. */
  #reader(direction: Direction): (bytes: Buffer) => boolean {
    const frames = new FrameReader(Number.MAX_SAFE_INTEGER)
    let skipped = direction === 'up' ? PROTOCOL_HEADER : 0
    return (bytes) => {
      const rest = bytes.subarray(skipped)
      skipped = Math.max(0, skipped - bytes.length)
      let passes = true
      frames.push(rest, ({ type, payload }) => {
        if (type !== FRAME_METHOD || !passes) return
        const method = decodeMethod(payload)
        if (method.name === 'connectionStartOk') this.name = nameOf(method)
        passes = this.#watch.onMethod(this, method, direction)
      })
      return passes
    }
  }
}

function nameOf(method: Extract<Method, { name: 'connectionStartOk' }>): string {
  return String(method.clientProperties.get('connection_name')?.value ?? '')
}
