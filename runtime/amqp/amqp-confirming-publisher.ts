import {
  BrokerRefused,
  ConnectionLost,
  Overloaded,
  PublishTimeout,
  Unroutable,
} from '../errors/index.js'
import type {
  ConfirmingPublisher,
  Fate,
  OutgoingMessage,
  PublisherOptions,
  Transport,
} from '../transport/index.js'
import type { AmqpPublisher } from './amqp-publisher.js'
import { refusedDeclaration } from './failures.js'

/** What became of one attempt; `unsent`: it could not be handed over; `late`: time is up. */
type Outcome = Fate | 'unsent' | 'late'

/** Publishes on a channel with confirms, again after a lost connection, until time is up. */
export class AmqpConfirmingPublisher implements ConfirmingPublisher {
  readonly #publisher: AmqpPublisher
  readonly #transport: Pick<Transport, 'ready'>
  readonly #declared: ReadonlySet<string>
  /** Ids of mandatory messages that came back; the broker returns a message before it confirms it. */
  readonly #returned = new Set<string>()
  #count = 0

  constructor(
    openPublisher: (options: PublisherOptions) => AmqpPublisher,
    options: PublisherOptions,
    transport: Pick<Transport, 'ready'>,
  ) {
    this.#publisher = openPublisher({
      ...options,
      confirms: true,
      onReturn: (message) => {
        if (message.messageId !== undefined) this.#returned.add(message.messageId)
        options.onReturn?.(message)
      },
    })
    this.#transport = transport
    this.#declared = new Set(options.exchanges?.map(({ name }) => name))
  }

  async publish(message: OutgoingMessage, timeout: number): Promise<void> {
    const time = new AbortController()
    const timer = setTimeout(() => time.abort(), timeout)
    const attempt = new Attempt(this.#marked(message), timeout)
    try {
      while (!(await this.#isDone(attempt, time.signal)));
    } finally {
      clearTimeout(timer)
      if (attempt.message.messageId !== undefined) this.#returned.delete(attempt.message.messageId)
    }
  }

  /** A mandatory message needs something to be recognised by when it comes back. */
  #marked(message: OutgoingMessage): OutgoingMessage {
    if (message.mandatory !== true || message.messageId !== undefined) return message
    return { ...message, messageId: (++this.#count).toString(36) }
  }

  async #isDone(attempt: Attempt, signal: AbortSignal): Promise<boolean> {
    const { message } = attempt
    switch (await this.#try(attempt, signal)) {
      case 'taken':
        if (this.#returned.has(message.messageId ?? '')) throw unroutable(message)
        return true
      case 'refused':
        throw new Overloaded(
          `the broker did not take ${describe(message)}, or one of its queues is full`,
          { retry: 'unknown' },
        )
      case 'late':
        throw attempt.timedOut()
      case 'lost':
        this.#refuseUnknownExchange(message)
        return false
      case 'unsent':
        await this.#ready(attempt, signal)
        return false
    }
  }

  #try(attempt: Attempt, signal: AbortSignal): Promise<Outcome> {
    return new Promise((resolve) => {
      if (signal.aborted) return resolve('late')
      if (!this.#publisher.publish(attempt.message, resolve)) return resolve('unsent')
      attempt.sent = true
      signal.addEventListener('abort', () => resolve('late'), { once: true })
    })
  }

  /** The broker closes the channel over it, and would over each further attempt. */
  #refuseUnknownExchange({ exchange }: OutgoingMessage): void {
    const reason = this.#publisher.lostBy
    if (reason === undefined || this.#declared.has(exchange)) return
    const refused = refusedDeclaration(reason, `publish to exchange "${exchange}"`)
    if (refused !== undefined) throw refused
  }

  async #ready(attempt: Attempt, signal: AbortSignal): Promise<void> {
    try {
      await this.#transport.ready(signal)
    } catch (error) {
      throw signal.aborted ? attempt.timedOut() : attempt.closed(error as Error)
    }
  }
}

/** A message on its way, and whether the broker may have it. */
class Attempt {
  sent = false

  constructor(
    readonly message: OutgoingMessage,
    readonly timeout: number,
  ) {}

  timedOut(): PublishTimeout {
    const what = describe(this.message)
    return this.sent
      ? new PublishTimeout(
          `the broker did not confirm ${what} within ${this.timeout} ms; it may have taken it`,
        )
      : new PublishTimeout(
          `${what} was not sent: no connection to the broker in ${this.timeout} ms`,
          { retry: 'safe' },
        )
  }

  closed(cause: Error): ConnectionLost | BrokerRefused {
    if (cause instanceof BrokerRefused) return cause
    const how = this.sent ? 'was sent and not confirmed' : 'was not sent'
    return new ConnectionLost(`${describe(this.message)} ${how}: ${cause.message}`, {
      cause,
      retry: this.sent ? 'unknown' : 'safe',
    })
  }
}

function unroutable(message: OutgoingMessage): Unroutable {
  return new Unroutable(`${describe(message)} reached no queue: nothing is bound for it`)
}

function describe({ exchange, routingKey }: OutgoingMessage): string {
  return exchange === ''
    ? `the message to queue "${routingKey}"`
    : `"${routingKey}" to exchange "${exchange}"`
}
