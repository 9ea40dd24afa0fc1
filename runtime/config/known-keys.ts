import { closest } from './closest.js'

/** Keys at the top level that Mycelia reads: Nameko's, and some of its own. */
export const KNOWN_KEYS = [
  'ACCEPT',
  'AMQP_REQUIRE_TLS',
  'AMQP_SSL',
  'AMQP_URI',
  'AUTO_DELETE_EVENT_EXCHANGES',
  'DECLARE_EVENT_EXCHANGES',
  'HEARTBEAT',
  'LOGGING',
  'LOGIN_METHOD',
  'PREFETCH_COUNT',
  'SERIALIZERS',
  'SERVICE_CONTAINER_CLS',
  'TRANSPORT_OPTIONS',
  'WEB_SERVER_ADDRESS',
  'drain_timeout',
  'health_address',
  'http_body_limit',
  'http_context',
  'http_cors',
  'http_headers_timeout',
  'http_timeout',
  'introspection',
  'max_message_size',
  'max_waiting',
  'max_workers',
  'parent_calls_tracked',
  'rpc_exchange',
  'rpc_timeout',
  'serializer',
  'websocket_max_buffered',
  'websocket_max_payload',
  'websocket_max_pending',
  'websocket_max_sockets',
  'websocket_max_subscriptions',
  'websocket_origins',
  'websocket_ping_interval',
] as const

export type KnownKey = (typeof KNOWN_KEYS)[number]

/** Nameko's keys that mean nothing here, and why. */
const WITHOUT_EFFECT: ReadonlyMap<string, string> = new Map([
  ['SERVICE_CONTAINER_CLS', 'it names a Python class'],
  ['TRANSPORT_OPTIONS', 'Mycelia reconnects in its own way'],
])

/**
 * What is odd about a key, without being wrong: other keys than the known ones belong to the user.
 * A known one in other letters, `amqp_uri`, is taken for a mistake like a mistyped one.
 */
export function warnOfKey(key: string): string | undefined {
  const reason = WITHOUT_EFFECT.get(key)
  if (reason !== undefined) return `${key} has no effect: ${reason}`
  if ((KNOWN_KEYS as readonly string[]).includes(key)) return undefined
  const upper = key.toUpperCase()
  const meant =
    KNOWN_KEYS.find((known) => known.toUpperCase() === upper) ?? closest(key, KNOWN_KEYS)
  return meant === undefined
    ? undefined
    : `${key} is not a key of Mycelia's: did you mean ${meant}?`
}
