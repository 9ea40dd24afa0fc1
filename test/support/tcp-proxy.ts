import { EventEmitter, once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'
import {
  decodeMethod,
  FRAME_METHOD,
  FrameReader,
  type Method,
  type MethodName,
} from '../../runtime/frames/index.js'
import { breakOff } from './break-off.js'

/** `up` is from the client to the broker. */
export type Direction = 'up' | 'down'

/** What a client says before its first frame: `AMQP`, and the version. */
const PROTOCOL_HEADER = 8

/** One client's connection, and the one to the broker that stands behind it. */
interface Pair {
  readonly client: Socket
  readonly broker: Socket
}

/** Stands between a client and a broker, reads what they say, and breaks the line when told to. */
export class TcpProxy implements AsyncDisposable {
  /** Every method that was sent through, in order. */
  readonly methods: (Method & { readonly direction: Direction })[] = []
  readonly #target: URL
  readonly #server: Server
  readonly #pairs = new Set<Pair>()
  readonly #events = new EventEmitter()
  readonly #held = new Set<Direction>()
  #port = 0
  #accepted = 0
  #watch: ((method: Method) => boolean) | undefined

  private constructor(target: URL) {
    this.#target = target
    this.#server = createServer((client) => this.#accept(client))
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
    return this.#pairs.size
  }

  /** Resolves when no connection stands. */
  async idle(): Promise<void> {
    while (this.#pairs.size > 0) await once(this.#events, 'closed')
  }

  /** Breaks all connections, without a goodbye. */
  cut(): void {
    for (const { client, broker } of this.#pairs) {
      breakOff(client)
      breakOff(broker)
    }
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
    for (const { client, broker } of this.#pairs) {
      client.resume()
      broker.resume()
    }
  }

  /** Says something to every client or broker that is connected. Between frames: nothing may be under way. */
  inject(direction: Direction, bytes: Uint8Array): void {
    for (const { client, broker } of this.#pairs) {
      const to = direction === 'up' ? broker : client
      to.write(bytes)
    }
  }

  /** Breaks all connections when the next such method comes by; it does not get through. */
  cutAt(name: MethodName, isMeant: (method: Method) => boolean = () => true): Promise<void> {
    return new Promise((resolve) => {
      this.#watch = (method) => {
        if (method.name !== name || !isMeant(method)) return false
        this.#watch = undefined
        this.cut()
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

  async close(): Promise<void> {
    this.cut()
    if (!this.#server.listening) return
    this.#server.close()
    await once(this.#server, 'close')
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  #accept(client: Socket): void {
    this.#accepted++
    const broker = connect(Number(this.#target.port || 5672), this.#target.hostname)
    const pair = { client, broker }
    this.#pairs.add(pair)
    for (const [from, to, direction] of [
      [client, broker, 'up'],
      [broker, client, 'down'],
    ] as const) {
      from.setNoDelay(true)
      const reader = this.#reader(direction)
      from.on('data', (bytes) => {
        if (this.#held.has(direction)) {
          from.pause()
          from.unshift(bytes)
        } else if (reader(bytes)) {
          to.write(bytes)
        }
      })
      from.on('end', () => to.end())
      from.on('error', () => {})
      from.on('close', () => {
        to.destroy()
        this.#pairs.delete(pair)
        this.#events.emit('closed')
      })
    }
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
        if (this.#watch?.(method)) passes = false
        this.methods.push({ ...method, direction })
        this.#events.emit(method.name, method)
      })
      return passes
    }
  }
}
