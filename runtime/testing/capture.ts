import { parseDuration } from '../config/index.js'
import type { IncomingMessage } from '../transport/index.js'
import { decodeBody, decodeContext } from '../wire/index.js'

/** A message that a test has seen. */
export interface Captured<Payload> {
  readonly payload: Payload
  readonly routingKey: string
  /** Context data that came with it. */
  readonly context: Readonly<Record<string, unknown>>
}

/** Messages as they come in. */
export interface Capture<Payload> {
  /** All so far, oldest first. */
  readonly messages: readonly Captured<Payload>[]
  /**
   * The next one that was not taken yet.
   * @param options.timeout How long to wait: `'500ms'`, or milliseconds. @default '5s'
   */
  next(options?: { readonly timeout?: string | number }): Promise<Captured<Payload>>
}

/** Collects messages. */
export class MessageCapture implements Capture<any> {
  readonly messages: Captured<any>[] = []
  readonly #name: string
  readonly #decode: (json: unknown) => unknown
  readonly #arrivals = new Set<() => void>()
  #taken = 0

  /**
   * @param name For messages.
   * @param decode The payload from its JSON form.
   */
  constructor(name: string, decode: (json: unknown) => unknown) {
    this.#name = name
    this.#decode = decode
  }

  readonly take = (message: IncomingMessage): void => {
    const { data } = decodeContext(message.headers)
    const payload = this.#decode(decodeBody(message))
    this.messages.push({ payload, routingKey: message.routingKey, context: data })
    for (const tell of this.#arrivals) tell()
  }

  async next({
    timeout = '5s',
  }: {
    readonly timeout?: string | number
  } = {}): Promise<Captured<any>> {
    const index = this.#taken++
    if (index >= this.messages.length) await this.#arrival(index, parseDuration(timeout))
    return this.messages[index]!
  }

  #arrival(index: number, milliseconds: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const finish = () => {
        clearTimeout(timer)
        this.#arrivals.delete(tell)
      }
      const tell = () => {
        if (this.messages.length <= index) return
        finish()
        resolve()
      }
      const timer = setTimeout(() => {
        finish()
        this.#taken--
        reject(new Error(`no message of ${this.#name} came within ${milliseconds} ms`))
      }, milliseconds)
      this.#arrivals.add(tell)
    })
  }
}
