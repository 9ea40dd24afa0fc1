import type { Logger } from '../log/index.js'
import type { Definitions } from './definitions.js'
import type { UserOptions } from './users.js'

/** The broker's own certificate, and whose it trusts; as PEM. */
export interface BrokerTls {
  readonly cert: string | Buffer
  readonly key: string | Buffer
  /**
   * Authorities of clients' certificates. With it clients may log in by `EXTERNAL`: the common name
   * of their certificate is the user. @default clients are not asked for certificates
   */
  readonly ca?: string | Buffer
  /** Lets in only clients with a certificate of `ca`. @default false */
  readonly requireCertificate?: boolean
}

export interface BrokerOptions {
  /** A loopback address: others are refused. @default '127.0.0.1' */
  readonly host?: string
  /** 0 for one that is free. @default 0 */
  readonly port?: number
  /** Virtual hosts beside `/`. */
  readonly vhosts?: readonly string[]
  /** @default guest with the password guest, who may do everything */
  readonly users?: readonly UserOptions[]
  /** RabbitMQ's definitions: users, permissions, policies, topology. */
  readonly definitions?: Definitions
  /**
   * Behaves as RabbitMQ with its default settings would, so that development fails where production
   * would. Otherwise virtual hosts come into being when somebody connects to them, and nobody is
   * warned of what is deprecated. @default true
   */
  readonly strict?: boolean
  /**
   * What becomes of what RabbitMQ 4 deprecates: `refuse` does as a RabbitMQ that has it switched off.
   * @default 'warn' when strict, else 'ignore'
   */
  readonly deprecated?: 'ignore' | 'warn' | 'refuse'
  /** @default warnings and errors to standard error */
  readonly log?: Logger
  /** Speaks TLS, and only that. @default plain TCP */
  readonly tls?: BrokerTls
  /** Serves the broker's state as JSON over HTTP, on the same host. 0 for a free port. @default none */
  readonly statusPort?: number
  /** Bytes that waiting messages may take before publishers are held back. @default 256 MiB */
  readonly maxMemory?: number
  /** Bytes. @default 16 MiB, as RabbitMQ 4 has it */
  readonly maxMessageSize?: number
  /** Bytes. @default 131072 */
  readonly frameMax?: number
  /** @default 2047 */
  readonly channelMax?: number
  /** @default 10000 */
  readonly maxConnections?: number
  /** Seconds between signs of life that are proposed to clients; 0 for none. @default 60 */
  readonly heartbeat?: number
  /** Milliseconds from the first packet to an open connection. @default 10000 */
  readonly handshakeTimeout?: number
  /** Starts even where `NODE_ENV` is `production`. It still keeps nothing. @default false */
  readonly allowProduction?: boolean
}
