import { EventEmitter, once } from 'node:events'
import { createServer, type Server } from 'node:net'
import type { Method, MethodName } from '../../runtime/frames/index.js'
import type { Impairment } from './impairments.js'
import { type Direction, type End, Line } from './line.js'

export type { Direction, End, Line } from './line.js'

/** Which of the connections are meant. @default all */
export type Which = (line: Line) => boolean

const all: Which = () => true

/** Stands between a client and a broker, reads what they say, and breaks the line when told to. */
export class TcpProxy implements AsyncDisposable {
  /** Every method that was sent through, in order. */
  readonly methods: (Method & { readonly direction: Direction })[] = []
  readonly #target: URL
  readonly #server: Server
  readonly #lines = new Set<Line>()
  readonly #events = new EventEmitter()
  readonly #held = new Set<Direction>()
  #port = 0
  #accepted = 0
  #watch: ((line: Line, method: Method) => boolean) | undefined

  private constructor(target: URL) {
    this.#target = target
    this.#server = createServer((client) => {
      this.#accepted++
      this.#lines.add(
        new Line(client, target, {
          onMethod: (line, method, direction) => this.#onMethod(line, method, direction),
          isHeld: (direction) => this.#held.has(direction),
          onClosed: (line) => {
            this.#lines.delete(line)
            this.#events.emit('closed')
          },
        }),
      )
    })
    this.#events.setMaxListeners(0)
  }

  /** @param uri The broker to stand before. */
  static async start(uri: string): Promise<TcpProxy> {
    const proxy = new TcpProxy(new URL(uri))
    await proxy.allow()
    return proxy
  }

  /** The broker's, by way of the proxy. */
  get uri(): string {
    const uri = new URL(this.#target)
    uri.host = `127.0.0.1:${this.#port}`
    return uri.href
  }

  /** Connections that were ever made. */
  get accepted(): number {
    return this.#accepted
  }

  /** Connections that stand. */
  get open(): number {
    return this.#lines.size
  }

  /** Resolves when no connection stands. */
  async idle(): Promise<void> {
    while (this.#lines.size > 0) await once(this.#events, 'closed')
  }

  /** Breaks connections, without a goodbye. */
  cut(which: Which = all): void {
    for (const line of this.#some(which)) line.cut()
  }

  /** Breaks every connection at one end; the other is not told. */
  lose(end: End): void {
    for (const line of this.#lines) line.lose(end)
  }

  /** Makes the connections that stand bad ones, for good. @param impairment Makes one for each of them. */
  impair(direction: Direction, impairment: (line: Line) => Impairment): void {
    for (const line of this.#lines) line.impair(direction, impairment(line))
  }

  /** Lets nobody connect any more; connections that stand go on. */
  refuse(): void {
    this.#server.close()
  }

  /** Lets clients connect again, at the same port. */
  async allow(): Promise<void> {
    this.#server.listen(this.#port, '127.0.0.1')
    await once(this.#server, 'listening')
    this.#port = (this.#server.address() as { port: number }).port
  }

  /** Keeps back what is sent, in one direction, or both: nothing gets lost, nothing comes through. */
  hold(...directions: Direction[]): void {
    for (const direction of directions) this.#held.add(direction)
  }

  /** Lets through what was kept back. */
  release(): void {
    this.#held.clear()
    for (const line of this.#lines) line.resume()
  }

  /** Says something to every client or broker that is connected. Between frames: nothing may be under way. */
  inject(direction: Direction, bytes: Uint8Array): void {
    for (const line of this.#lines) line.inject(direction, bytes)
  }

  /**
   * Breaks connections when the next such method comes by; it does not get through.
   * @param which Those that are broken. @default all
   */
  cutAt(
    name: MethodName,
    isMeant: (method: Method) => boolean = () => true,
    which: (line: Line, its: Line) => boolean = () => true,
  ): Promise<void> {
    return new Promise((resolve) => {
      this.#watch = (its, method) => {
        if (method.name !== name || !isMeant(method)) return false
        this.#watch = undefined
        this.cut((line) => which(line, its))
        resolve()
        return true
      }
    })
  }

  /** Resolves with the next such method, when it comes by. */
  next<Name extends MethodName>(
    name: Name,
    isMeant: (method: Extract<Method, { name: Name }>) => boolean = () => true,
  ): Promise<Extract<Method, { name: Name }>> {
    return new Promise((resolve) => {
      const check = (method: Extract<Method, { name: Name }>) => {
        if (!isMeant(method)) return
        this.#events.off(name, check)
        resolve(method)
      }
      this.#events.on(name, check)
    })
  }

  /** The methods of a name that were sent through so far. */
  sent<Name extends MethodName>(name: Name): readonly Extract<Method, { name: Name }>[] {
    return this.methods.filter((method): method is never => method.name === name)
  }

  /** Forgets what was sent, for those who let it stand for long. */
  forget(): void {
    this.methods.length = 0
  }

  async close(): Promise<void> {
    this.cut()
    if (!this.#server.listening) return
    this.#server.close()
    await once(this.#server, 'close')
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  #some(which: Which): readonly Line[] {
    return [...this.#lines].filter(which)
  }

  #onMethod(line: Line, method: Method, direction: Direction): boolean {
    const passes = this.#watch?.(line, method) !== true
    this.methods.push({ ...method, direction })
    this.#events.emit(method.name, method)
    return passes
  }
}
