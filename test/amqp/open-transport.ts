import { EventEmitter, once } from 'node:events'
import { setImmediate } from 'node:timers/promises'
import type { Logger } from 'mycelia'
import { loadConfig } from 'mycelia/config'
import { type AmqpOptions, connectAmqp, type TransportEvent } from '../../runtime/amqp/index.js'
import type { Transport } from '../../runtime/transport/index.js'

export type EventType = TransportEvent['type']

/** A transport that remembers what it told. */
export interface OpenTransport extends AsyncDisposable {
  readonly transport: Transport
  readonly told: Told
}

/** Short enough for tests, in the proportions of the real ones. */
export const PAUSES = { first: 20, longest: 100 }

/** What a transport tells of itself: events, and lines in the log. */
export class Told {
  readonly events: TransportEvent[] = []
  readonly lines: string[] = []
  readonly #news = new EventEmitter().setMaxListeners(0)

  readonly logger: Logger = {
    debug: () => {},
    info: (message) => this.#write(`info: ${message}`),
    warn: (message) => this.#write(`warn: ${message}`),
    error: (message) => this.#write(`error: ${message}`),
  }

  readonly onEvent = (event: TransportEvent): void => {
    this.events.push(event)
    this.#news.emit('news')
  }

  /** Resolves when an event has been told so many times in all. */
  async until(type: EventType, times = 1): Promise<TransportEvent> {
    for (;;) {
      const events = this.events.filter((event) => event.type === type)
      if (events.length >= times) return events[times - 1]!
      await once(this.#news, 'news')
    }
  }

  /** Resolves when a line matches. */
  async untilLine(pattern: RegExp): Promise<string> {
    for (;;) {
      const line = this.lines.find((line) => pattern.test(line))
      if (line !== undefined) return line
      await once(this.#news, 'news')
    }
  }

  count(type: EventType): number {
    return this.events.filter((event) => event.type === type).length
  }

  /** Forgets all, for those who listen for long. */
  forget(): void {
    this.events.length = 0
    this.lines.length = 0
  }

  #write(line: string): void {
    this.lines.push(line)
    this.#news.emit('news')
  }
}

/** Whether a promise is still pending when all that is due has been done. */
export async function isPending(promise: Promise<unknown>): Promise<boolean> {
  let pending = true
  const settle = () => {
    pending = false
  }
  promise.then(settle, settle)
  await setImmediate()
  return pending
}

/** Connects to a broker; events and log are kept for the test. */
export async function openTransport(
  uri: string,
  options: Partial<AmqpOptions> = {},
  told: Told = new Told(),
): Promise<OpenTransport> {
  const { brokers } = await loadConfig({ broker: uri })
  const transport = await connectAmqp({
    addresses: brokers,
    name: 'test',
    logger: told.logger,
    onEvent: told.onEvent,
    pauses: PAUSES,
    ...options,
  })
  return { transport, told, [Symbol.asyncDispose]: () => transport.close() }
}
