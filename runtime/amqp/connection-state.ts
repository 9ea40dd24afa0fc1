import type { Logger } from '../log/index.js'
import type { TransportEvent } from './amqp-options.js'
import { reasonOf } from './failures.js'
import type { ConnectionRetry, LinkEvents } from './link.js'

/** One of the two connections of a transport. */
export type Role = 'publishing' | 'consuming'

/** The first attempts are told one by one, of the others one in so many: each ten seconds or so. */
const TOLD_SINGLY = 5
const TELL_EVERY = 8

export interface StateOptions {
  /** The broker's address as shown, at the moment. */
  readonly address: () => string
  readonly tell: (event: TransportEvent) => void
  readonly logger: Logger
  /** Called when both connections stand. */
  readonly onConnected: () => void
  /** Called when there will be no first connection. */
  readonly onGivenUp: (error: Error) => void
  /** Called when the broker begins or ends to take messages. */
  readonly onChange: () => void
}

/** Tells of two connections as of one: it stands when both do, and is lost with the first. */
export class ConnectionState {
  blocked = false
  readonly #options: StateOptions
  readonly #up = { publishing: false, consuming: false }
  #connected = false
  /** Attempts to connect that were told since both connections stood. */
  #attemptsTold = 0

  constructor(options: StateOptions) {
    this.#options = options
  }

  /** What one of the connections reports to. */
  events(role: Role): LinkEvents {
    return {
      onUp: () => this.#onUp(role),
      onDown: (error) => this.#onDown(role, error),
      onRetry: (retry) => this.#onRetry(retry),
      onGivenUp: this.#options.onGivenUp,
      onBlocked: (reason) => this.#onBlocked(role, reason),
      onUnblocked: () => this.#onUnblocked(role),
    }
  }

  #onUp(role: Role): void {
    this.#up[role] = true
    if (this.#up.publishing && this.#up.consuming) {
      this.#connected = true
      this.#attemptsTold = 0
      this.#options.onConnected()
      this.#tell({ type: 'connected', ...this.#where() })
    }
    this.#options.onChange()
  }

  #onDown(role: Role, cause: Error): void {
    this.#up[role] = false
    if (role === 'publishing') this.blocked = false
    if (!this.#connected) return
    this.#connected = false
    const error = new Error(reasonOf(cause), { cause })
    this.#tell({ type: 'disconnected', ...this.#where(), error })
  }

  /**
   * Both connections go through the same at the same time: the first tells. During a long outage
   * it tells of some attempts only.
   */
  #onRetry(retry: ConnectionRetry): void {
    if (retry.attempt <= this.#attemptsTold) return
    if (retry.attempt > TOLD_SINGLY && retry.attempt % TELL_EVERY !== 0) return
    this.#attemptsTold = retry.attempt
    const error = new Error(reasonOf(retry.error), { cause: retry.error })
    this.#tell({ type: 'retrying', ...this.#where(), ...retry, error })
  }

  /** A broker blocks only connections that publish. */
  #onBlocked(role: Role, reason: string): void {
    if (role === 'consuming') return
    this.blocked = true
    this.#tell({ type: 'blocked', reason })
  }

  #onUnblocked(role: Role): void {
    if (role === 'consuming') return
    this.blocked = false
    this.#tell({ type: 'unblocked' })
    this.#options.onChange()
  }

  #where(): { readonly address: string } {
    return { address: this.#options.address() }
  }

  /** Where this is called from, amqplib would take an error of the listener's for its own. */
  #tell(event: TransportEvent): void {
    try {
      this.#options.tell(event)
    } catch (error) {
      this.#options.logger.error('the listener to connection events failed', { error })
    }
  }
}

/** Tells of the connection in the log. */
export function logEvents(logger: Logger): (event: TransportEvent) => void {
  return (event) => {
    switch (event.type) {
      case 'connected':
        return logger.info(`Connected to ${event.address}`)
      case 'disconnected':
        return logger.warn(`lost the connection to ${event.address}: ${event.error.message}`)
      case 'retrying': {
        const { address, error, delay } = event
        const pause = `${(delay / 1000).toFixed(1)} s`
        return logger.warn(`no connection to ${address}: ${error.message}; again in ${pause}`)
      }
      case 'blocked':
        return logger.warn(`the broker takes no messages: ${event.reason}`)
      case 'unblocked':
        return logger.info('the broker takes messages again')
    }
  }
}
