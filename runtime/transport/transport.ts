/**
 * The seam between Mycelia and what carries its messages. It speaks AMQP's words, exchanges,
 * queues and routing keys, because they are what Nameko's wire is made of; it says nothing of
 * connections and channels: whatever is behind it restores itself after a fault.
 */
export interface Transport {
  /** The broker, its password masked: `amqp://guest:**@127.0.0.1:5672//`. */
  readonly address: string
  /** Opens a way to publish. It works as soon as the broker is connected, and again after each reconnect. */
  publisher(options?: PublisherOptions): Publisher
  /** Opens a way to publish that tells of each message what has become of it. */
  confirmingPublisher(options?: PublisherOptions): ConfirmingPublisher
  /**
   * Declares exchanges and queues on which nothing here consumes. It waits for the broker, and is
   * not done again after a reconnect.
   * @throws {BrokerRefused} when the broker refuses a declaration; the signal's reason.
   */
  declare(topology: Topology, signal?: AbortSignal): Promise<void>
  /**
   * Declares a queue with its exchanges and bindings and consumes from it. Both are done again
   * after each reconnect.
   * @returns when the first consumer has started.
   * @throws {BrokerRefused} when the broker refuses a declaration.
   */
  consume(options: ConsumeOptions): Promise<Consumer>
  /**
   * Waits until messages can be published: at once when connected and not blocked.
   * @throws the signal's reason when it aborts first; {@link ConnectionLost} after `close`.
   */
  ready(signal?: AbortSignal): Promise<void>
  /** Closes it: what was published leaves first. */
  close(): Promise<void>
}

export interface PublisherOptions {
  /** Exchanges to declare before anything is published. */
  readonly exchanges?: readonly Exchange[]
  /** Called with a mandatory message that reached no queue. */
  readonly onReturn?: (message: ReturnedMessage) => void
  /** Whether the broker is asked to tell the fate of each message. @default false */
  readonly confirms?: boolean
}

/**
 * What has become of a message: the broker has taken it; it has refused it, or one of its queues
 * has; the connection was lost before it said either.
 */
export type Fate = 'taken' | 'refused' | 'lost'

export interface Publisher {
  /**
   * Hands a message over to the broker, in order.
   * @param onFate Called once, when it was handed over and the publisher was opened with `confirms`.
   * @returns false when it cannot be sent now: wait for {@link Transport.ready} and try again.
   * @throws {InvalidArguments} for a header value that cannot travel, {@link MessageTooLarge} for
   * headers over 64 KiB, {@link BrokerRefused} when the broker refused the publisher's exchanges.
   */
  publish(message: OutgoingMessage, onFate?: (fate: Fate) => void): boolean
}

export interface ConfirmingPublisher {
  /**
   * Publishes a message and waits until the broker has taken it. While the broker cannot be
   * reached it waits for it; a message whose fate a lost connection has left open is sent again.
   * @param timeout Milliseconds to wait at most, all in all.
   * @throws {PublishTimeout} {@link Unroutable} {@link Overloaded} {@link BrokerRefused}
   * {@link ConnectionLost}: each says whether the message may have been taken all the same.
   */
  publish(message: OutgoingMessage, timeout: number): Promise<void>
}

export interface OutgoingMessage {
  readonly exchange: string
  readonly routingKey: string
  readonly body: Buffer
  /** @default 'application/json' */
  readonly contentType?: string
  /** @default 'utf-8' */
  readonly contentEncoding?: string
  readonly correlationId?: string
  readonly replyTo?: string
  /** Milliseconds after which the broker drops it from a queue. @default never */
  readonly expiration?: number
  /** Tells a returned message from others. */
  readonly messageId?: string
  /** Whether it survives a restart of the broker in a durable queue. @default true */
  readonly persistent?: boolean
  /** Return it when it reaches no queue. @default false */
  readonly mandatory?: boolean
  /** See `encodeHeaders` for the AMQP types that they become. @default none */
  readonly headers?: Headers
}

export interface ReturnedMessage {
  readonly exchange: string
  readonly routingKey: string
  readonly correlationId?: string
  readonly messageId?: string
}

/** Header values as JavaScript sees them. Tables have no prototype. */
export type HeaderValue =
  | string
  | number
  | bigint
  | boolean
  | null
  | Date
  | Uint8Array
  | readonly HeaderValue[]
  | Headers

export interface Headers {
  readonly [name: string]: HeaderValue
}

export interface Exchange {
  readonly name: string
  readonly type: 'topic' | 'direct' | 'fanout' | 'headers'
  /** @default true */
  readonly durable?: boolean
  /** @default false */
  readonly autoDelete?: boolean
}

/** What to declare, exchanges first. */
export interface Topology {
  readonly exchanges?: readonly Exchange[]
  readonly queues?: readonly Queue[]
}

export interface ConsumeOptions {
  readonly queue: Queue
  /** Whether to declare the queue, its exchanges and its bindings. @default true */
  readonly declare?: boolean
  /** Exchanges to declare first. */
  readonly exchanges?: readonly Exchange[]
  /** Exchanges to declare and bindings to make in any case, also to a queue that is taken as it is found. */
  readonly routes?: readonly { readonly exchange: Exchange; readonly routingKey: string }[]
  /** Unacknowledged messages to hold at most. @default no limit */
  readonly prefetch?: number
  /**
   * Who acknowledges: `manual`, the handler; `auto`, the transport when the handler has returned,
   * before long, several at once.
   * @default 'manual'
   */
  readonly ack?: 'manual' | 'auto'
  /** Called with each message, in order. What it throws is logged and goes no further. */
  readonly onMessage: (message: IncomingMessage) => void
  /** Called when deliveries end without having been cancelled: what is not settled goes to others. */
  readonly onLost?: () => void
}

export interface Queue {
  /** Empty: the broker chooses one, anew on each connection. */
  readonly name: string
  /** @default true */
  readonly durable?: boolean
  /** @default false */
  readonly exclusive?: boolean
  /** @default false */
  readonly autoDelete?: boolean
  /** Milliseconds without consumers after which the broker deletes it (`x-expires`). */
  readonly expires?: number
  /** Other arguments of the broker's: `x-message-ttl` and the like. */
  readonly arguments?: Headers
  readonly bindings: readonly { readonly exchange: string; readonly routingKey: string }[]
}

export interface IncomingMessage {
  readonly exchange: string
  readonly routingKey: string
  readonly body: Buffer
  /** It may have been delivered before. */
  readonly redelivered: boolean
  readonly contentType?: string | undefined
  readonly contentEncoding?: string | undefined
  readonly correlationId?: string | undefined
  readonly replyTo?: string | undefined
  /** Milliseconds that it had to live when it was published. */
  readonly expiration?: number | undefined
  /** The sender as the broker has verified it. */
  readonly userId?: string | undefined
  /** Decoded when first read. */
  readonly headers: Headers
  /** Done with it. On a lost connection nothing happens: the broker delivers it again. */
  ack(): void
  /** Give it back to the queue, for any consumer. On a lost connection nothing happens. */
  requeue(): void
}

export interface Consumer {
  /** Stops the delivery of messages; those delivered can still be acknowledged. */
  cancel(): Promise<void>
}
