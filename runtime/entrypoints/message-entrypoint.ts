import { setMaxListeners } from 'node:events'
import type { PayloadCodec } from '../codec/index.js'
import {
  type Entrypoint,
  type ExpectedErrors,
  type Host,
  PAYLOAD,
  sensitivePaths,
} from '../service/index.js'
import type { ConsumeOptions, Consumer, IncomingMessage } from '../transport/index.js'
import { QUEUE_EXCHANGE } from '../wire/index.js'
import { FailedMessages, type FailureRoute } from './failed-messages.js'
import { logFailure } from './log-failure.js'
import { readPayload } from './read-payload.js'

/** A method that is called with each message of a queue. */
export interface Subscription {
  readonly kind: 'event' | 'consume'
  /** The method's name in the class. */
  readonly method: string
  readonly codec: PayloadCodec
  readonly source: Pick<ConsumeOptions, 'queue' | 'exchanges' | 'declare'>
  /** What its decorator says of its errors. */
  readonly options: ExpectedErrors
  readonly route: FailureRoute
}

/** How a message comes back to the queue of a subscription whose messages are tried again. */
export function returnRoutes({ route }: Subscription): NonNullable<ConsumeOptions['routes']> {
  return route.pauses.length === 0 ? [] : [{ exchange: QUEUE_EXCHANGE, routingKey: route.queue }]
}

/** What came of a message: it was handled, or failed, or was taken too late to be begun. */
type Outcome = undefined | HandlerFailed | typeof STOPPED | typeof EXPIRED

const STOPPED: unique symbol = Symbol('stopped')
const EXPIRED: unique symbol = Symbol('expired')

/** What a method has thrown. */
class HandlerFailed {
  constructor(readonly thrown: unknown) {}
}

/** Milliseconds before a message goes back to its queue that could not be sent on. */
const PAUSE = 5_000

/**
 * Calls methods with messages. One whose payload a method does not take goes to the dead-letter
 * queue at once; one whose handling has thrown is tried again, if the method is decorated so.
 */
export class MessageEntrypoint implements Entrypoint {
  readonly #host: Host
  readonly #subscriptions: readonly Subscription[]
  readonly #failed: FailedMessages
  readonly #consumers: Consumer[] = []
  readonly #stop = new AbortController()
  /** Resolves when nothing is delivered any more. */
  #cancelled: Promise<unknown> = Promise.resolve()
  #active = 0
  #idle: (() => void) | undefined

  constructor(host: Host, subscriptions: readonly Subscription[]) {
    this.#host = host
    this.#subscriptions = subscriptions
    this.#failed = new FailedMessages(host.transport)
    // Each message that waits to go back listens to it.
    setMaxListeners(0, this.#stop.signal)
  }

  async start(): Promise<void> {
    const { transport, settings } = this.#host
    const start = async (subscription: Subscription) => {
      const consumer = await transport.consume({
        ...subscription.source,
        routes: returnRoutes(subscription),
        prefetch: settings.prefetch,
        onMessage: (message) => void this.#handle(subscription, message),
      })
      this.#consumers.push(consumer)
    }
    await Promise.all(this.#subscriptions.map(start))
  }

  async stop(): Promise<void> {
    this.#cancelled = Promise.all(this.#consumers.map((consumer) => consumer.cancel()))
    this.#stop.abort()
    await this.#cancelled
    if (this.#active > 0) await new Promise<void>((resolve) => (this.#idle = resolve))
  }

  /** Every way out settles the message. */
  async #handle(subscription: Subscription, message: IncomingMessage): Promise<void> {
    this.#active++
    try {
      await this.#settle(subscription, message)
    } catch (error) {
      // It could not be sent on. Given back at once, it would come round and round.
      const queue = subscription.route.queue
      this.#host.log.warn(`a failed message goes back to "${queue}"`, { error })
      await this.#pause()
      await this.#giveBack(message)
    } finally {
      this.#active--
      if (this.#active === 0) this.#idle?.()
    }
  }

  async #settle(subscription: Subscription, message: IncomingMessage): Promise<void> {
    const { codec, method } = subscription
    const { definition, settings } = this.#host
    let payload: unknown
    try {
      const sensitive = sensitivePaths(definition, method, [PAYLOAD])
      payload = await readPayload(codec, message, settings, sensitive)
    } catch (error) {
      return this.#bury(subscription, message, error)
    }
    const outcome = await this.#perform(subscription, message, payload)
    if (outcome === STOPPED) return this.#giveBack(message)
    // The broker drops it, or does with it what its policies say.
    if (outcome === EXPIRED) return void message.requeue()
    if (outcome instanceof HandlerFailed) await this.#fail(subscription, message, outcome.thrown)
    message.ack()
  }

  async #perform(
    { kind, method }: Subscription,
    message: IncomingMessage,
    payload: unknown,
  ): Promise<Outcome> {
    const { workers } = this.#host
    const deadline = message.expiration === undefined ? undefined : Date.now() + message.expiration
    if (!workers.tryAcquire()) await workers.acquire()
    try {
      if (this.#stop.signal.aborted) return STOPPED
      if (deadline !== undefined && Date.now() > deadline) return EXPIRED
      const context = this.#host.context(kind, method, message, deadline)
      await this.#host.call(method, [payload], context)
      return undefined
    } catch (error) {
      return new HandlerFailed(error)
    } finally {
      workers.release()
    }
  }

  async #fail(subscription: Subscription, message: IncomingMessage, error: unknown): Promise<void> {
    const { method, route, options } = subscription
    const { log, definition } = this.#host
    logFailure(log, `${definition.name}.${method} failed`, error, options)
    if (route.pauses.length > 0) await this.#retry(subscription, message, error)
  }

  async #retry(
    { route, method }: Subscription,
    message: IncomingMessage,
    thrown: unknown,
  ): Promise<void> {
    const pause = await this.#failed.retry(message, thrown, route)
    const name = `${this.#host.definition.name}.${method}`
    if (pause !== undefined) this.#host.log.info(`${name} is tried again in ${pause} ms`)
    else this.#host.log.error(`${name} is not tried again: see queue "${route.base}--dead"`)
  }

  async #bury(
    { route, method }: Subscription,
    message: IncomingMessage,
    reason: unknown,
  ): Promise<void> {
    await this.#failed.bury(message, reason, route)
    message.ack()
    const { definition, log } = this.#host
    const why = (reason as Error).message
    log.error(`${definition.name}.${method} was not called: see queue "${route.base}--dead"`, {
      why,
    })
  }

  /** Not before deliveries have ended: until then it would come straight back. */
  async #giveBack(message: IncomingMessage): Promise<void> {
    await this.#cancelled
    message.requeue()
  }

  #pause(): Promise<void> {
    const { signal } = this.#stop
    if (signal.aborted) return Promise.resolve()
    return new Promise((resolve) => {
      const timer = setTimeout(done, PAUSE)
      function done() {
        clearTimeout(timer)
        signal.removeEventListener('abort', done)
        resolve()
      }
      signal.addEventListener('abort', done)
    })
  }
}
