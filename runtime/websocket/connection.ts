import { randomUUID } from 'node:crypto'
import type { WebSocket } from 'ws'
import type { Logger } from '../log/index.js'
import type { WebSocketSettings } from '../service/index.js'
import type { Headers } from '../transport/index.js'

/** Milliseconds in which a peer answers that a socket is closed. */
const GRACE = 1_000

/** Codes of RFC 6455 and its registry. */
const CLOSE = { goingAway: 1001, tryAgainLater: 1013 } as const

export interface ConnectionOptions {
  readonly socket: WebSocket
  /** The context data of its calls, as headers of a message. */
  readonly context: Headers
  readonly settings: WebSocketSettings
  readonly log: Logger
  /** Makes the answer to a message; it never rejects. */
  readonly answer: (message: Buffer, connection: Connection) => Promise<string>
}

/** One open socket. It answers one request after the other, in the order in which they came. */
export class Connection {
  readonly id: string = randomUUID()
  readonly context: Headers
  readonly closed: Promise<void>
  readonly #socket: WebSocket
  readonly #options: ConnectionOptions
  readonly #gone = new AbortController()
  readonly #waiting: Buffer[] = []
  #isAlive = true
  #isEnding = false
  #working: Promise<void> | undefined

  constructor(options: ConnectionOptions) {
    const { socket, context } = options
    this.context = context
    this.#socket = socket
    this.#options = options
    socket.on('message', (message: Buffer) => this.#take(message))
    socket.on('pong', () => (this.#isAlive = true))
    // What a peer does wrong ends its socket, with a code that says what it was.
    socket.on('error', ({ message }) => {
      options.log.debug('a web socket is closed', { id: this.id, why: message })
    })
    this.closed = new Promise((resolve) => {
      socket.once('close', () => {
        this.#isEnding = true
        this.#gone.abort()
        resolve()
      })
    })
  }

  /** Aborted when the socket has been closed. */
  get signal(): AbortSignal {
    return this.#gone.signal
  }

  /** A peer that does not take what is sent to it is let go before it fills the memory. */
  send(text: string): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return
    const { settings, log } = this.#options
    const waiting = this.#socket.bufferedAmount
    if (waiting <= settings.maxBuffered) return void this.#socket.send(text)
    const allowed = settings.maxBuffered
    log.warn('a web socket is closed: its peer is too slow', { id: this.id, waiting, allowed })
    this.#end(CLOSE.tryAgainLater, 'too much waits to be sent')
  }

  /** Asks for a sign of life; a peer that has given none since it was last asked is gone. */
  ping(): void {
    // Nothing is read of one that has too many requests waiting: it cannot show that it is there.
    if (!this.#isAlive && !this.#socket.isPaused) this.cutOff()
    this.#isAlive = false
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.ping()
  }

  /** Answers the request that is under way, and no more. */
  async close(): Promise<void> {
    this.#isEnding = true
    await Promise.race([this.#working, this.closed])
    this.#end(CLOSE.goingAway, 'the service stops')
    await this.closed
  }

  cutOff(): void {
    this.#socket.terminate()
  }

  #take(message: Buffer): void {
    this.#isAlive = true
    if (this.#isEnding) return
    this.#waiting.push(message)
    this.#working ??= this.#work()
    if (this.#waiting.length >= this.#options.settings.maxPending) this.#socket.pause()
  }

  async #work(): Promise<void> {
    for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) {
      if (this.#socket.isPaused) this.#socket.resume()
      this.send(await this.#options.answer(next, this))
      if (this.#isEnding) break
    }
    this.#working = undefined
  }

  #end(code: number, reason: string): void {
    this.#isEnding = true
    // Its peer's farewell is still to be read.
    if (this.#socket.isPaused) this.#socket.resume()
    this.#socket.close(code, reason)
    const timer = setTimeout(() => this.cutOff(), GRACE)
    void this.closed.then(() => clearTimeout(timer))
  }
}
