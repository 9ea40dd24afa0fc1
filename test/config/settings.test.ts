import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Config } from 'mycelia/config'
import { loadText, problemsOf } from './load-text.js'

const DEFAULTS: Omit<Config, 'raw' | 'brokers' | 'serialization'> = {
  tls: { verify: true },
  loginMethod: 'PLAIN',
  heartbeat: 60,
  rpcExchange: 'nameko-rpc',
  rpcTimeout: 10_000,
  maxWorkers: 10,
  maxWaiting: undefined,
  drainTimeout: 30_000,
  healthAddress: undefined,
  prefetch: undefined,
  parentCallsTracked: 10,
  introspection: true,
  maxMessageSize: 4 * 1024 ** 2,
  webServer: { host: '127.0.0.1', port: 8000 },
  httpBodyLimit: 1_048_576,
  httpTimeout: 30_000,
  httpHeadersTimeout: 10_000,
  httpContext: {},
  httpCors: [],
  webSocket: {
    origins: [],
    maxPayload: 1_048_576,
    maxSockets: 10_000,
    maxPending: 16,
    maxBuffered: 1_048_576,
    maxSubscriptions: 1_000,
    pingInterval: 30_000,
  },
  autoDeleteEventExchanges: false,
  declareEventExchanges: true,
  logLevel: undefined,
  logLevels: new Map(),
}

const READ: readonly (readonly [yaml: string, settings: Partial<Config>])[] = [
  ['HEARTBEAT: 30', { heartbeat: 30 }],
  ['HEARTBEAT: 0', { heartbeat: 0 }],
  ['HEARTBEAT: 1m', { heartbeat: 60 }],
  ['rpc_exchange: other-rpc', { rpcExchange: 'other-rpc' }],
  ['rpc_timeout: 5', { rpcTimeout: 5000 }],
  ['rpc_timeout: 0.25', { rpcTimeout: 250 }],
  ['rpc_timeout: 500ms', { rpcTimeout: 500 }],
  ['max_workers: 1', { maxWorkers: 1 }],
  ['max_waiting: 0', { maxWaiting: 0 }],
  ['health_address: 8081', { healthAddress: { host: '0.0.0.0', port: 8081 } }],
  ['drain_timeout: 1m', { drainTimeout: 60_000 }],
  ['PREFETCH_COUNT: 50', { prefetch: 50 }],
  ['parent_calls_tracked: 0', { parentCallsTracked: 0 }],
  ['introspection: false', { introspection: false }],
  ['max_message_size: 1MiB', { maxMessageSize: 1024 ** 2 }],
  ['max_message_size: 1000', { maxMessageSize: 1000 }],
  ['WEB_SERVER_ADDRESS: 8080', { webServer: { host: '0.0.0.0', port: 8080 } }],
  ['WEB_SERVER_ADDRESS: 127.0.0.1:80', { webServer: { host: '127.0.0.1', port: 80 } }],
  ["WEB_SERVER_ADDRESS: '[::]:80'", { webServer: { host: '::', port: 80 } }],
  ['http_body_limit: 64KiB', { httpBodyLimit: 65_536 }],
  ['http_timeout: 2', { httpTimeout: 2_000 }],
  ['http_headers_timeout: 500ms', { httpHeadersTimeout: 500 }],
  ['http_context: {auth_token: Authorization}', { httpContext: { auth_token: 'Authorization' } }],
  ['http_cors: https://a.example', { httpCors: ['https://a.example'] }],
  ["http_cors: ['*', 'http://localhost:3000']", { httpCors: ['*', 'http://localhost:3000'] }],
  ['AUTO_DELETE_EVENT_EXCHANGES: true', { autoDeleteEventExchanges: true }],
  ['DECLARE_EVENT_EXCHANGES: no', { declareEventExchanges: false }],
  ['LOGIN_METHOD: amqplain', { loginMethod: 'AMQPLAIN' }],
  ['LOGGING: {version: 1, root: {level: WARNING}}', { logLevel: 'warn' }],
  ['LOGGING: {version: 1}', {}],
  [
    'LOGGING: {loggers: {orders: {level: DEBUG}, nameko: {}}}',
    { logLevels: new Map([['orders', 'debug']]) },
  ],
  [
    'AMQP_SSL: {passphrase: p, ciphers: HIGH}',
    { tls: { verify: true, passphrase: 'p', ciphers: 'HIGH' } },
  ],
  ['AMQP_SSL: true', {}],
  [
    'AMQP_SSL: {ca_certs: ca.pem, cert_reqs: CERT_REQUIRED}',
    { tls: { verify: true, caFile: 'ca.pem' } },
  ],
  [
    'AMQP_SSL: {certfile: c.pem, keyfile: k.pem, server_hostname: rabbit}',
    { tls: { verify: true, certFile: 'c.pem', keyFile: 'k.pem', serverName: 'rabbit' } },
  ],
  ['AMQP_SSL: {cert_reqs: 0}', { tls: { verify: false } }],
  // A variable that is not set leaves the default.
  ['max_workers: ${WORKERS}', {}],
  ['max_workers: ${WORKERS:4}', { maxWorkers: 4 }],
]

const REFUSED: readonly (readonly [yaml: string, message: RegExp])[] = [
  [
    'max_workers: 0',
    /^config\.yaml:1:14: max_workers: expected a whole number of at least 1, found 0$/,
  ],
  ['max_workers: ten', /max_workers: expected a whole number .*, found other text$/],
  ['max_workers: 1.5', /found 1\.5$/],
  [
    'PREFETCH_COUNT: 70000',
    /PREFETCH_COUNT: expected a whole number from 1 to 65535, found 70000$/,
  ],
  ['HEARTBEAT: -1', /HEARTBEAT: expected a whole number from 0/],
  ['rpc_exchange: 5', /rpc_exchange: expected text, found 5$/],
  ['rpc_timeout: soon', /rpc_timeout: "soon" is not a duration: /],
  ['rpc_timeout: 0', /rpc_timeout: 0 is not a duration: a duration is more than 0$/],
  ['rpc_timeout: [1]', /rpc_timeout: expected seconds, .* found a list$/],
  ['max_message_size: huge', /max_message_size: "huge" is not a size: /],
  ['http_context: {auth_token: a b}', /http_context: expected names of headers, as auth_token: /],
  ['http_cors: https://a.example/path', /http_cors: expected origins, as https:/],
  ['WEB_SERVER_ADDRESS: localhost', /WEB_SERVER_ADDRESS: expected a port/],
  ['WEB_SERVER_ADDRESS: 99999', /WEB_SERVER_ADDRESS: expected a port/],
  [
    "DECLARE_EVENT_EXCHANGES: 'no'",
    /DECLARE_EVENT_EXCHANGES: expected true or false, found other text$/,
  ],
  ['LOGIN_METHOD: KERBEROS', /LOGIN_METHOD: expected one of PLAIN, AMQPLAIN, EXTERNAL/],
  ['LOGGING: loud', /LOGGING: expected a mapping/],
  [
    'LOGGING:\n  root:\n    level: LOUD',
    /^config\.yaml:3:12: LOGGING\.root\.level: expected one of DEBUG/,
  ],
  [
    'LOGGING: {loggers: {orders: {level: LOUD}}}',
    /LOGGING\.loggers\.orders\.level: expected one of DEBUG/,
  ],
  ['AMQP_SSL: 5', /AMQP_SSL: expected true or false, found 5$/],
  [
    'AMQP_SSL: {ca_certs: [a]}',
    /^config\.yaml:1:22: AMQP_SSL\.ca_certs: expected text, found a list$/,
  ],
  ['AMQP_SSL: {cert_reqs: NEVER}', /AMQP_SSL\.cert_reqs: expected one of CERT_NONE/],
  ['serializer: 5', /serializer: expected text, found 5$/],
  ['ACCEPT: json', /ACCEPT: expected a list as \[json, msgpack\], found other text$/],
  ['SERIALIZERS: {x: a.b}', /SERIALIZERS: x: expected a mapping, found other text$/],
  [
    'SERIALIZERS: {x: {encoder: a.b}}',
    /SERIALIZERS: x\.content_type or \.content_encoding: expected text, found undefined$/,
  ],
  ['AMQP_URI: localhost', /^config\.yaml:1:11: AMQP_URI: an address begins with amqp:\/\//],
  ['AMQP_URI: 5', /AMQP_URI: expected text, found 5$/],
  ['AMQP_URI: ${BROKER}', /^config\.yaml:1:11: AMQP_URI: is empty/],
]

const WARNED: readonly (readonly [yaml: string, warning: RegExp])[] = [
  [
    'AMQP_URL: x',
    /^config\.yaml:1:1: AMQP_URL is not a key of Mycelia's: did you mean AMQP_URI\?$/,
  ],
  ['max_worker: 5', /did you mean max_workers\?$/],
  ['amqp_uri: x', /did you mean AMQP_URI\?$/],
  ['RPC_TIMEOUT: 5', /did you mean rpc_timeout\?$/],
  ['TRANSPORT_OPTIONS: {max_retries: 3}', /TRANSPORT_OPTIONS has no effect/],
  ['SERVICE_CONTAINER_CLS: a.B', /SERVICE_CONTAINER_CLS has no effect/],
  ['LOGGING: {handlers: {}}', /LOGGING\.handlers: has no effect/],
  ['AMQP_SSL: {ssl_version: 2}', /AMQP_SSL\.ssl_version: has no effect/],
  ['AMQP_SSL: {cert_reqs: CERT_NONE}', /^config\.yaml:1:23: AMQP_SSL\.cert_reqs: /],
]

describe('the settings', () => {
  it('have defaults', async () => {
    const { raw, brokers, warnings, serialization, ...settings } = await loadText(undefined)
    assert.deepEqual(settings, DEFAULTS)
    assert.deepEqual(warnings, [])
    assert.deepEqual(raw, { AMQP_URI: 'pyamqp://guest:guest@localhost' })
    assert.deepEqual(
      brokers.map(({ host, port, vhost }) => [host, port, vhost]),
      [['localhost', 5672, '/']],
    )
  })

  for (const [yaml, expected] of READ) {
    it(`are read from ${yaml}`, async () => {
      const { raw, brokers, warnings, serialization, ...settings } = await loadText(yaml)
      assert.deepEqual(settings, { ...DEFAULTS, ...expected })
    })
  }

  for (const [yaml, message] of REFUSED) {
    it(`refuse ${yaml.replaceAll('\n', ' ')}`, async () => {
      const problems = await problemsOf(yaml)
      assert.equal(problems.length, 1)
      assert.match(problems[0]!, message)
    })
  }

  for (const [yaml, warning] of WARNED) {
    it(`warn of ${yaml}`, async () => {
      const { warnings } = await loadText(yaml)
      assert.equal(warnings.length, 1)
      assert.match(warnings[0]!, warning)
    })
  }

  for (const [yaml, serializer, accept] of [
    ['', 'json', ['json']],
    ['serializer: msgpack', 'msgpack', ['msgpack']],
    ['ACCEPT: [json, msgpack]', 'json', ['json', 'msgpack']],
    ['{serializer: msgpack, ACCEPT: [application/json]}', 'msgpack', ['application/json']],
  ] as const) {
    it(`name serialisers: ${yaml || 'json unless told'}`, async () => {
      const { serialization } = await loadText(yaml)
      assert.deepEqual([serialization.serializer, serialization.accept], [serializer, accept])
    })
  }

  it('name serialisers that peers have', async () => {
    const { serialization } = await loadText(`SERIALIZERS:
  lower: {encoder: a.b, decoder: a.c, content_type: application/x-lower}
  packed: {content_type: application/x-packed, content_encoding: binary}
`)
    assert.deepEqual(serialization.declared, [
      { name: 'lower', contentType: 'application/x-lower', contentEncoding: 'utf-8' },
      { name: 'packed', contentType: 'application/x-packed', contentEncoding: 'binary' },
    ])
  })

  it('tell all that is wrong at once', async () => {
    const problems = await problemsOf('HEARTBEAT: x\nmax_workers: 0\nAMQP_URI: x\n')
    assert.deepEqual(problems.map((problem) => problem.split(':')[1]).sort(), ['1', '2', '3'])
  })

  it('obey LOG_LEVEL of the environment before LOGGING, for all services', async () => {
    const yaml = 'LOGGING: {root: {level: ERROR}, loggers: {orders: {level: INFO}}}'
    for (const [level, expected] of [
      ['debug', 'debug'],
      ['WARNING', 'warn'],
    ] as const) {
      const { logLevel, logLevels } = await loadText(yaml, { env: { LOG_LEVEL: level } })
      assert.deepEqual([logLevel, logLevels.size], [expected, 0])
    }
    const { logLevel } = await loadText(yaml, { env: { LOG_LEVEL: '' } })
    assert.equal(logLevel, 'error')
  })

  it('refuse a LOG_LEVEL that is none, beside all else that is wrong', async () => {
    const problems = await problemsOf('max_workers: 0\n', { env: { LOG_LEVEL: 'loud' } })
    assert.equal(problems.length, 2)
    assert.match(problems[1]!, /^the environment's LOG_LEVEL: expected one of DEBUG, INFO/)
  })

  it('take several brokers as a list, and say which is wrong', async () => {
    const yaml = 'AMQP_URI:\n  - amqp://localhost\n  - amqp://me:pw@b:1234/v\n'
    const { brokers } = await loadText(yaml)
    assert.deepEqual(
      brokers.map(({ host, port, vhost }) => [host, port, vhost]),
      [
        ['localhost', 5672, '/'],
        ['b', 1234, 'v'],
      ],
    )
    const [problem] = await problemsOf('AMQP_URI: [amqp://a, amqp://me:hunter2@b:port]')
    assert.match(problem!, /^config\.yaml:1:11: AMQP_URI: address 2 of 2: the port is not a number/)
    const [other] = await problemsOf('AMQP_URI: [amqp://a, 5]')
    assert.match(other!, /AMQP_URI: expected text, found 5/)
    const [none] = await problemsOf('AMQP_URI: []')
    assert.match(none!, /AMQP_URI: is empty/)
  })

  it('may come from a mapping that is merged', async () => {
    const { maxWorkers } = await loadText('base: &base {max_workers: 3}\n<<: *base\n')
    assert.equal(maxWorkers, 3)
  })

  it("leave the user's own keys alone", async () => {
    const { raw, warnings } = await loadText('orders: {currency: EUR}\nconstructor: 1\n')
    assert.deepEqual(raw.orders, { currency: 'EUR' })
    assert.deepEqual(warnings, [])
  })
})
