import { type ChannelModel, connect, type RecoveringChannelModel } from 'amqplib'
import type { Logger } from '../log/index.js'
import {
  type BrokerAddress,
  type LoginMethod,
  showBrokerAddress,
  type TlsSecrets,
} from '../transport/index.js'
import { adaptConnection } from './adapt-connection.js'
import type { Pauses } from './amqp-options.js'
import type { Backoff } from './backoff.js'
import { refusedLogin, unreachable } from './failures.js'
import { guardSetup } from './guard-setup.js'
import { type ChannelUse, LastingChannel } from './lasting-channel.js'
import { loginBy } from './login.js'
import { SocketSignal } from './socket-signal.js'
import { Target } from './target.js'
import { tlsOptions } from './tls-options.js'
import { within } from './within.js'

export interface LinkOptions {
  readonly addresses: readonly BrokerAddress[]
  /** The connection's name at the broker. */
  readonly name: string
  readonly tls: TlsSecrets
  readonly loginMethod: LoginMethod
  readonly heartbeat: number
  /** Milliseconds that a broker may take for each step from the first packet to an open connection. */
  readonly connectTimeout: number
  /** How often to go through all addresses again before the first connection. */
  readonly retries: number
  readonly pauses: Pauses
  /** Between attempts to connect. */
  readonly backoff: Backoff
  readonly logger: Logger
}

/** An attempt to connect that is to come. */
export interface ConnectionRetry {
  /** Counted from 1, once through all addresses being one. */
  readonly attempt: number
  /** Milliseconds until then. */
  readonly delay: number
  /** Why the last one failed. */
  readonly error: Error
}

/** What befalls a link. */
export interface LinkEvents {
  onUp(): void
  onDown(error: Error): void
  onRetry(retry: ConnectionRetry): void
  /** Only before the first connection: there will be none. */
  onGivenUp(error: Error): void
  onBlocked(reason: string): void
  onUnblocked(): void
}

/**
 * One connection to the broker. amqplib's recovery restores it whenever it is lost; its channels,
 * with all that they declare and consume, are opened again on the new one.
 */
export class Link {
  readonly #options: LinkOptions
  readonly #events: LinkEvents
  readonly #target: Target
  /** Ends the socket, whatever state amqplib has it in. */
  readonly #socket = new SocketSignal()
  readonly #recovering: Promise<RecoveringChannelModel>
  readonly #channels = new Set<LastingChannel>()
  #model: ChannelModel | undefined
  #connectedOnce = false
  /** Nobody cares any more what happens. */
  #closed = false

  constructor(options: LinkOptions, events: LinkEvents) {
    this.#options = options
    this.#events = events
    this.#target = new Target(options.addresses, options.heartbeat)
    this.#recovering = this.#connect()
  }

  /** The broker that is connected, or tried next; its password masked. */
  get address(): string {
    return showBrokerAddress(this.#target.address)
  }

  /** Whether it is connected. */
  get up(): boolean {
    return this.#model !== undefined
  }

  /** Opens a channel, now and on every connection to come, until it is retired. */
  keepOpen(use: ChannelUse): LastingChannel {
    const { logger, pauses } = this.#options
    const onRetired = () => this.#channels.delete(channel)
    const channel: LastingChannel = new LastingChannel(use, { logger, pauses, onRetired })
    this.#channels.add(channel)
    if (this.#model !== undefined) channel.up(this.#model)
    return channel
  }

  /** Says goodbye to the broker, waiting no longer than `limit` milliseconds, and lets go of it. */
  async close(limit: number): Promise<void> {
    this.#closed = true
    const recovering = await this.#recovering
    const model = this.#model
    // A goodbye that is cut off is never answered: amqplib would wait for ever.
    const lost = new Promise((resolve) => model?.once('close', resolve))
    await within(limit, Promise.race([recovering.close(), lost]))
    this.#model = undefined
    this.#socket.abort()
  }

  async #connect(): Promise<RecoveringChannelModel> {
    const { addresses, name, connectTimeout, retries, backoff, tls, loginMethod } = this.#options
    const round = addresses.length
    const socket = {
      noDelay: true,
      keepAlive: true,
      timeout: connectTimeout,
      clientProperties: { connection_name: name },
      signal: this.#socket,
      credentials: loginBy(loginMethod, () => this.#target.address),
      // Plain sockets take no notice of it.
      ...tlsOptions(tls),
      recovery: {
        waitForConnect: false,
        setup: (model: ChannelModel) => this.#setUp(model),
        initialMaxRetries: (retries + 1) * round - 1,
        // The addresses of one round are tried without a pause.
        calculateDelay: (attempt: number) =>
          attempt % round === 0 ? backoff.before(attempt / round) : 0,
      },
    }
    const recovering = await connect(this.#target.options, socket)
    recovering.on('connect', (model) => this.#onConnect(model))
    recovering.on('disconnect', (error) => this.#onDisconnect(error))
    recovering.on('connect-failed', (error) => this.#onConnectFailed(error))
    recovering.on('reconnect-scheduled', (retry) => this.#onRetry(retry))
    recovering.on('reconnect-failed', (error) =>
      this.#events.onGivenUp(unreachable(error, this.#options.addresses)),
    )
    // Told again by the `disconnect` that follows.
    recovering.on('error', () => {})
    return recovering
  }

  async #setUp(model: ChannelModel): Promise<void> {
    const { logger, connectTimeout } = this.#options
    const missing = adaptConnection(model.connection, {
      onHeadersDropped: () =>
        logger.warn('a message had headers that cannot be read; it is delivered without them'),
    })
    if (missing.length > 0) {
      logger.warn(`this version of amqplib lacks ${missing.join(', ')}: use the one required`)
    }
    model.on('blocked', (reason) => this.#events.onBlocked(reason))
    model.on('unblocked', () => this.#events.onUnblocked())
    await guardSetup(model, { limit: connectTimeout, drop: () => this.#socket.renew() })
  }

  #onConnect(model: ChannelModel): void {
    this.#connectedOnce = true
    this.#model = model
    for (const channel of this.#channels) channel.up(model)
    this.#events.onUp()
  }

  #onDisconnect(error: Error): void {
    this.#socket.renew()
    this.#model = undefined
    for (const channel of this.#channels) channel.down(error)
    if (!this.#closed) this.#events.onDown(error)
  }

  #onConnectFailed(error: Error): void {
    this.#socket.renew()
    if (this.#closed) return
    const refused = refusedLogin(error, this.#target.address, this.#options.loginMethod)
    if (refused === undefined || this.#connectedOnce) {
      this.#target.next()
      return
    }
    this.#closed = true
    this.#events.onGivenUp(refused)
  }

  #onRetry(retry: ConnectionRetry): void {
    const round = this.#options.addresses.length
    if (this.#closed || retry.attempt % round !== 0) return
    this.#events.onRetry({ ...retry, attempt: retry.attempt / round })
  }
}
