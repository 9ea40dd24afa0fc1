import { origins } from './http-values.js'
import { size } from './nameko-values.js'
import type { SettingsReader } from './settings-reader.js'
import { duration, integer } from './value-readers.js'

/** What a configuration says of web sockets. */
export interface WebSocketConfig {
  /** Origins whose pages may open sockets, beside the server's own; `*` for all. @default none */
  readonly origins: readonly string[]
  /** Bytes of a message from a peer, at most. @default 1 MiB */
  readonly maxPayload: number
  /** Sockets that are open at a time in a process. @default 10000 */
  readonly maxSockets: number
  /** Requests of one socket that wait for their turn. @default 16 */
  readonly maxPending: number
  /** Bytes that wait to be sent to one socket. @default 1 MiB */
  readonly maxBuffered: number
  /** Channels that one socket listens to. @default 1000 */
  readonly maxSubscriptions: number
  /** Milliseconds between signs of life, in the file seconds. @default 30000 */
  readonly pingInterval: number
}

export function readWebSocket(reader: SettingsReader): WebSocketConfig {
  return {
    origins: reader.get('websocket_origins', origins, []),
    maxPayload: reader.get('websocket_max_payload', size, 1024 ** 2),
    maxSockets: reader.get('websocket_max_sockets', integer(1), 10_000),
    maxPending: reader.get('websocket_max_pending', integer(1), 16),
    maxBuffered: reader.get('websocket_max_buffered', size, 1024 ** 2),
    maxSubscriptions: reader.get('websocket_max_subscriptions', integer(1), 1_000),
    pingInterval: reader.get('websocket_ping_interval', duration, 30_000),
  }
}
