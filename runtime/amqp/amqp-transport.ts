import { ConnectionLost } from '../errors/index.js'
import type { Logger } from '../log/index.js'
import type {
  ConfirmingPublisher,
  ConsumeOptions,
  Consumer,
  Publisher,
  PublisherOptions,
  Topology,
  Transport,
} from '../transport/index.js'
import { AmqpConfirmingPublisher } from './amqp-confirming-publisher.js'
import { AmqpConsumer } from './amqp-consumer.js'
import { type AmqpOptions, DEFAULT_PAUSES } from './amqp-options.js'
import { AmqpPublisher, type PublishGate } from './amqp-publisher.js'
import { Backoff } from './backoff.js'
import { BindingUpkeep } from './binding-upkeep.js'
import { ConnectionState, logEvents, type Role } from './connection-state.js'
import { Declaration } from './declaration.js'
import { declareTopology } from './declare.js'
import { Link, type LinkOptions } from './link.js'
import { Waiters } from './waiters.js'
import { within } from './within.js'

const DEFAULT_HEARTBEAT = 60
const DEFAULT_CONNECT_TIMEOUT = 10_000
const DEFAULT_RETRIES = 5

/**
 * Milliseconds between attempts to connect at most. An attempt that is refused costs next to
 * nothing; a pause that has grown during an outage is an outage of ours after it.
 */
const LONGEST_OUTAGE_PAUSE = 1_500

/** Milliseconds that the broker may take to part: once from the channels, once from the rest. */
const CLOSE_LIMIT = 5_000

/**
 * A transport on two connections: when the broker is short of memory it blocks whoever publishes,
 * acknowledgements included, and a consumer must not be blocked by its own replies.
 */
export class AmqpTransport implements Transport, PublishGate {
  readonly logger: Logger
  readonly #state: ConnectionState
  readonly #publishing: Link
  readonly #consuming: Link
  readonly #publishers = new Set<AmqpPublisher>()
  readonly #consumers = new Set<AmqpConsumer>()
  readonly #declarations = new Set<Declaration>()
  readonly #upkeep: BindingUpkeep
  readonly #firstConnection = new Waiters()
  readonly #readiness = new Waiters()
  #closed: Promise<void> | undefined

  constructor(options: AmqpOptions) {
    const { addresses, name, logger, pauses = DEFAULT_PAUSES } = options
    const longest = Math.min(pauses.longest, LONGEST_OUTAGE_PAUSE)
    const backoff = new Backoff({ ...pauses, longest })
    const link: LinkOptions = {
      addresses,
      name,
      tls: options.tls ?? { verify: true },
      loginMethod: options.loginMethod ?? 'PLAIN',
      heartbeat: options.heartbeat ?? DEFAULT_HEARTBEAT,
      connectTimeout: options.connectTimeout ?? DEFAULT_CONNECT_TIMEOUT,
      retries: options.retry === 'forever' ? Infinity : (options.retry ?? DEFAULT_RETRIES),
      pauses,
      backoff,
      logger,
    }
    this.logger = logger
    this.#state = new ConnectionState({
      address: () => this.address,
      tell: options.onEvent ?? logEvents(logger),
      logger,
      onConnected: () => {
        backoff.reset()
        this.#firstConnection.resolveAll()
      },
      onGivenUp: (error) => this.#firstConnection.rejectAll(error),
      onChange: () => this.changed(),
    })
    this.#publishing = this.#link(link, 'publishing')
    this.#consuming = this.#link(link, 'consuming')
    this.#upkeep = new BindingUpkeep(this.#consuming, this.#consumers, link)
  }

  /**
   * Waits for the first connection; to be asked right after construction.
   * @throws {BrokerUnreachable} {@link BrokerRefused} when there will be none.
   */
  connected(signal?: AbortSignal): Promise<void> {
    return this.#firstConnection.wait(signal)
  }

  get address(): string {
    return this.#publishing.address
  }

  get blocked(): boolean {
    return this.#state.blocked
  }

  publisher(options: PublisherOptions = {}): Publisher {
    return this.#publisher(options)
  }

  confirmingPublisher(options: PublisherOptions = {}): ConfirmingPublisher {
    return new AmqpConfirmingPublisher((all) => this.#publisher(all), options, this)
  }

  async declare(topology: Topology, signal?: AbortSignal): Promise<void> {
    if (this.#closed !== undefined) throw closed()
    signal?.throwIfAborted()
    const { exchanges = [], queues = [] } = topology
    const names = [...exchanges, ...queues].map(({ name }) => `"${name}"`).join(', ')
    const declaration = new Declaration(this.#publishing, `declare ${names}`, (channel) =>
      declareTopology(channel, topology),
    )
    this.#declarations.add(declaration)
    try {
      await declaration.done(signal)
    } finally {
      this.#declarations.delete(declaration)
    }
  }

  async consume(options: ConsumeOptions): Promise<Consumer> {
    if (this.#closed !== undefined) throw closed()
    const onEnd = () => this.#consumers.delete(consumer)
    const consumer: AmqpConsumer = new AmqpConsumer(this.#consuming, options, this.logger, onEnd)
    this.#consumers.add(consumer)
    await consumer.started
    return consumer
  }

  async ready(signal?: AbortSignal): Promise<void> {
    if (this.#closed !== undefined) throw closed()
    if (!this.#isReady()) return this.#readiness.wait(signal)
    signal?.throwIfAborted()
  }

  close(): Promise<void> {
    this.#closed ??= this.#close()
    return this.#closed
  }

  /** Lets those go on who wait to publish, if they now can. */
  changed(): void {
    if (this.#readiness.size > 0 && this.#isReady()) this.#readiness.resolveAll()
  }

  /** Consumers may have been bound to it. */
  exchangeGone(): void {
    this.#upkeep.hurry()
  }

  #publisher(options: PublisherOptions): AmqpPublisher {
    if (this.#closed !== undefined) throw closed()
    const publisher = new AmqpPublisher(this.#publishing, options, this)
    this.#publishers.add(publisher)
    return publisher
  }

  #link(options: LinkOptions, role: Role): Link {
    return new Link({ ...options, name: `${options.name} (${role})` }, this.#state.events(role))
  }

  #isReady(): boolean {
    if (!this.#publishing.up || this.blocked) return false
    for (const publisher of this.#publishers) if (!publisher.settled) return false
    return true
  }

  async #close(): Promise<void> {
    this.#readiness.rejectAll(closed())
    this.#upkeep.close(closed())
    for (const declaration of this.#declarations) declaration.abandon(closed())
    const members = [...this.#publishers, ...this.#consumers]
    await within(CLOSE_LIMIT, Promise.all(members.map((member) => member.close())))
    await Promise.all([this.#publishing, this.#consuming].map((link) => link.close(CLOSE_LIMIT)))
  }
}

function closed(): ConnectionLost {
  return new ConnectionLost('the connection to the broker was closed', { retry: 'never' })
}
