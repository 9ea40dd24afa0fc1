import { isServiceError } from '../errors/index.js'
import type { ConfirmingPublisher, IncomingMessage, Queue, Transport } from '../transport/index.js'
import {
  buriedHeaders,
  deadLetterQueue,
  type FailureReason,
  failureHeaders,
  failuresOf,
  QUEUE_EXCHANGE,
  retriedHeaders,
  retryQueue,
} from '../wire/index.js'

/** Milliseconds that the broker may take to accept a failed message. */
const PATIENCE = 10_000

/** Where messages go that failed. */
export interface FailureRoute {
  /** The queue that they came from. */
  readonly queue: string
  /** What the dead-letter queue is named after: the queue, less what only one instance has. */
  readonly base: string
  /** Pauses before each retry, in milliseconds. */
  readonly pauses: readonly number[]
}

/**
 * Sends failed messages on: to a queue where they wait for the next attempt, or to one where people
 * find them. Both are declared when there is something to send.
 */
export class FailedMessages {
  readonly #transport: Transport
  #publisher: ConfirmingPublisher | undefined

  constructor(transport: Transport) {
    this.#transport = transport
  }

  /**
   * Sends on a message whose handler has thrown.
   * @returns milliseconds until it comes back; undefined when it has ended in the dead-letter queue.
   */
  async retry(
    message: IncomingMessage,
    thrown: unknown,
    route: FailureRoute,
  ): Promise<number | undefined> {
    const failures = failuresOf(message.headers)
    const pause = route.pauses[failures.attempts - 1]
    if (pause === undefined || (isServiceError(thrown) && thrown.retry === 'never')) {
      await this.bury(message, thrown, route)
      return undefined
    }
    await this.#send(
      message,
      retryQueue(route.queue, pause),
      retriedHeaders(message.headers, failures),
    )
    return pause
  }

  /** Sends a message to the dead-letter queue. */
  async bury(message: IncomingMessage, reason: unknown, route: FailureRoute): Promise<void> {
    const headers = buriedHeaders(
      message.headers,
      failuresOf(message.headers),
      reasonOf(reason),
      route.queue,
    )
    await this.#send(message, deadLetterQueue(route.base), headers)
  }

  async #send(
    message: IncomingMessage,
    queue: Queue,
    headers: IncomingMessage['headers'],
  ): Promise<void> {
    const topology = { exchanges: [QUEUE_EXCHANGE], queues: [queue] }
    await this.#transport.declare(topology, AbortSignal.timeout(PATIENCE))
    try {
      await this.#publish(message, queue, headers)
    } catch (error) {
      if (!isServiceError(error) || !UNFIT.has(error.code)) throw error
      // Whatever a peer has put into its headers must not keep the message where it fails for ever.
      await this.#publish(message, queue, failureHeaders(headers))
    }
  }

  async #publish(
    message: IncomingMessage,
    queue: Queue,
    headers: IncomingMessage['headers'],
  ): Promise<void> {
    this.#publisher ??= this.#transport.confirmingPublisher()
    const { body, contentType, contentEncoding, correlationId, replyTo } = message
    await this.#publisher.publish(
      {
        exchange: QUEUE_EXCHANGE.name,
        routingKey: queue.name,
        body,
        headers,
        mandatory: true,
        ...(contentType !== undefined && { contentType }),
        ...(contentEncoding !== undefined && { contentEncoding }),
        ...(correlationId !== undefined && { correlationId }),
        ...(replyTo !== undefined && { replyTo }),
      },
      PATIENCE,
    )
  }
}

/** What says that headers cannot travel, or are too large to. */
const UNFIT: ReadonlySet<string> = new Set(['InvalidArguments', 'MessageTooLarge'])

function reasonOf(thrown: unknown): FailureReason {
  if (isServiceError(thrown)) return { code: thrown.code, message: thrown.message }
  if (thrown instanceof Error) return { code: thrown.constructor.name, message: thrown.message }
  return { code: 'NonError', message: String(thrown) }
}
