import type { Logger } from '../log/index.js'
import type { BrokerAddress, LoginMethod, TlsSecrets } from '../transport/index.js'

export interface AmqpOptions {
  /** Where brokers are: the first that answers is taken; when it is lost, the next. At least one. */
  readonly addresses: readonly BrokerAddress[]
  /** What the broker's operator sees as the connection's name. */
  readonly name: string
  readonly logger: Logger
  /** How TLS is done where an address speaks it. @default verified, with Node's authorities */
  readonly tls?: TlsSecrets
  /** @default 'PLAIN' */
  readonly loginMethod?: LoginMethod
  /** Seconds between heartbeats; after two without any the connection is lost. @default 60 */
  readonly heartbeat?: number
  /**
   * Milliseconds that a broker may take for each step from the first packet to an open connection.
   * @default 10,000
   */
  readonly connectTimeout?: number
  /**
   * How often to try again at the start, when no broker answers. Once connected, a lost connection
   * is tried again for ever.
   * @default 5, which takes about four seconds
   */
  readonly retry?: 'forever' | number
  /** The pauses between attempts: they double from the first to the longest, with some jitter. */
  readonly pauses?: Pauses
  /** Told of the connection's fate. @default written to the logger */
  readonly onEvent?: (event: TransportEvent) => void
  /** Ends the wait for the first connection. */
  readonly signal?: AbortSignal
}

export interface Pauses {
  /** Milliseconds. @default 200 */
  readonly first: number
  /** Milliseconds; between attempts to connect 1,500 at most. @default 10,000 */
  readonly longest: number
}

export const DEFAULT_PAUSES: Pauses = { first: 200, longest: 10_000 }

/** What becomes of the connection to the broker. Addresses have their password masked. */
export type TransportEvent =
  | { readonly type: 'connected'; readonly address: string }
  | { readonly type: 'disconnected'; readonly address: string; readonly error: Error }
  | {
      readonly type: 'retrying'
      readonly address: string
      /** Why the last attempt failed. */
      readonly error: Error
      /** Counted from 1. */
      readonly attempt: number
      /** Milliseconds until then. */
      readonly delay: number
    }
  /** The broker takes no messages: it is short of memory or disk. */
  | { readonly type: 'blocked'; readonly reason: string }
  | { readonly type: 'unblocked' }
