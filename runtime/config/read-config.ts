import { ConfigError } from '../errors/index.js'
import type { BrokerAddress } from '../transport/index.js'
import { parseAmqpUris } from './amqp-uri.js'
import { checkBrokerSecurity } from './broker-security.js'
import type { LoadedConfig } from './config.js'
import { headerNames, origins } from './http-values.js'
import { warnOfKey } from './known-keys.js'
import { heartbeat, loginMethod, size, webServer } from './nameko-values.js'
import { readLogging } from './read-logging.js'
import { readSerialization } from './read-serialization.js'
import { readTls } from './read-tls.js'
import { readWebSocket } from './read-websocket.js'
import { SettingsReader, type Source } from './settings-reader.js'
import { duration, flag, integer, text } from './value-readers.js'

const DEFAULT_URI = 'pyamqp://guest:guest@localhost'

/**
 * Checks the keys that Mycelia knows; all others are the user's own.
 * @param level The environment's `LOG_LEVEL`.
 * @throws {ConfigError} with every problem, a line each.
 */
export function readConfig(source: Source, level?: string): LoadedConfig {
  const reader = new SettingsReader(source)
  const warnings = Object.keys(source.document).flatMap((key) => {
    const warning = warnOfKey(key)
    return warning === undefined ? [] : [`${source.locateKey(key)}: ${warning}`]
  })
  const config = {
    ...readConnection(reader, source, warnings),
    heartbeat: reader.get('HEARTBEAT', heartbeat, 60),
    rpcExchange: reader.get('rpc_exchange', text, 'nameko-rpc'),
    rpcTimeout: reader.get('rpc_timeout', duration, 10_000),
    maxWorkers: reader.get('max_workers', integer(1), 10),
    maxWaiting: reader.get('max_waiting', integer(0, 10_000), undefined),
    drainTimeout: reader.get('drain_timeout', duration, 30_000),
    healthAddress: reader.get('health_address', webServer, undefined),
    prefetch: reader.get('PREFETCH_COUNT', integer(1, 65_535), undefined),
    parentCallsTracked: reader.get('parent_calls_tracked', integer(0), 10),
    introspection: reader.get('introspection', flag, true),
    maxMessageSize: reader.get('max_message_size', size, 4 * 1024 ** 2),
    webServer: reader.get('WEB_SERVER_ADDRESS', webServer, { host: '127.0.0.1', port: 8000 }),
    ...readHttp(reader),
    webSocket: readWebSocket(reader),
    autoDeleteEventExchanges: reader.get('AUTO_DELETE_EVENT_EXCHANGES', flag, false),
    declareEventExchanges: reader.get('DECLARE_EVENT_EXCHANGES', flag, true),
    serialization: readSerialization(reader, source),
    ...readLogging(reader, source, warnings, level),
  }
  if (reader.problems.length > 0) throw new ConfigError(reader.problems.join('\n'))
  return { ...config, raw: { AMQP_URI: DEFAULT_URI, ...source.document }, warnings }
}

function readHttp(
  reader: SettingsReader,
): Pick<
  LoadedConfig,
  'httpBodyLimit' | 'httpTimeout' | 'httpHeadersTimeout' | 'httpContext' | 'httpCors'
> {
  return {
    httpBodyLimit: reader.get('http_body_limit', size, 1024 ** 2),
    httpTimeout: reader.get('http_timeout', duration, 30_000),
    httpHeadersTimeout: reader.get('http_headers_timeout', duration, 10_000),
    httpContext: reader.get('http_context', headerNames, {}),
    httpCors: reader.get('http_cors', origins, []),
  }
}

type Connection = Pick<LoadedConfig, 'brokers' | 'tls' | 'loginMethod'>

function readConnection(reader: SettingsReader, source: Source, warnings: string[]): Connection {
  const login = reader.get('LOGIN_METHOD', loginMethod, 'PLAIN')
  const requireTls = reader.get('AMQP_REQUIRE_TLS', flag, false)
  const { enabled, tls } = readTls(reader, source, warnings)
  const brokers = readBrokers(reader, source, enabled)
  const found = checkBrokerSecurity(brokers, { requireTls, loginMethod: login })
  for (const problem of found.problems) reader.refuse('AMQP_URI', problem)
  const place = source.describe(['AMQP_URI'])
  warnings.push(...found.warnings.map((warning) => `${place}: ${warning}`))
  return { brokers, tls, loginMethod: login }
}

function readBrokers(reader: SettingsReader, source: Source, tls: boolean): BrokerAddress[] {
  // The default is for those who write no address, not for those who forgot to set a variable.
  if (source.document.AMQP_URI === null) {
    reader.refuse('AMQP_URI', 'is empty: is the variable that it refers to set?')
    return []
  }
  const parse = (value: unknown) => {
    const uris = Array.isArray(value) ? value.map(text).join(';') : text(value)
    return parseAmqpUris(uris, { tls })
  }
  return reader.get('AMQP_URI', parse, undefined) ?? parse(DEFAULT_URI)
}
