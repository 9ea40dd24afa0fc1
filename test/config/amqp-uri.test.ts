import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { ConfigError } from 'mycelia'
import { parseAmqpUri, parseAmqpUris } from 'mycelia/config'

const LOCAL = {
  protocol: 'amqp',
  host: 'localhost',
  port: 5672,
  username: 'guest',
  password: 'guest',
  vhost: '/',
}

const ADDRESSES: Readonly<Record<string, Partial<typeof LOCAL>>> = {
  'pyamqp://guest:guest@localhost': {},
  'amqp://': {},
  'amqp://localhost/': {},
  'amqp://localhost//': {},
  'AMQP://localhost': {},
  'amqps://localhost': { protocol: 'amqps', port: 5671 },
  'amqps://localhost:5672': { protocol: 'amqps' },
  'amqp://rabbit:1234/orders': { host: 'rabbit', port: 1234, vhost: 'orders' },
  'amqp:///orders': { vhost: 'orders' },
  'amqp://localhost/%2Fname': { vhost: '/name' },
  'amqp://localhost/a/b': { vhost: 'a/b' },
  'amqp://localhost/a@b': { vhost: 'a@b' },
  'amqp://me:pw@h': { username: 'me', password: 'pw', host: 'h' },
  'amqp://me@h': { username: 'me', host: 'h' },
  'amqp://m%40e:p%2Fw%3A%25@h': { username: 'm@e', password: 'p/w:%', host: 'h' },
  'amqp://me:p@ss:word@h': { username: 'me', password: 'p@ss:word', host: 'h' },
  'amqp://[::1]:5673/v': { host: '::1', port: 5673, vhost: 'v' },
  'amqp://[fe80::1%eth0]': { host: 'fe80::1%eth0' },
  'amqp://10.0.0.1': { host: '10.0.0.1' },
}

const REFUSED: Readonly<Record<string, RegExp>> = {
  '': /begins with amqp:\/\//,
  'localhost:5672': /begins with amqp:\/\//,
  'redis://localhost': /begins with amqp:\/\/ or amqps:\/\/, not redis:\/\//,
  'amqp://h:port': /the port is not a number/,
  'amqp://h:0': /the port is not a number/,
  'amqp://h:65536': /the port is not a number/,
  'amqp://::1': /write an IPv6 address in brackets/,
  'amqp://a b': /the host is not a name/,
  'amqp://me:hunter%2@h': /^the password holds a %/,
  'amqp://hunter%:pw@h': /^the user holds a %/,
  'amqp://h/hunter%zz': /^the virtual host holds a %/,
  'amqp://me:hunt/er@h': /the user or the password holds a \//,
  'amqp://me:hunter#2@h': /the user or the password holds a \//,
  'amqp://h/v?heartbeat=hunter': /HEARTBEAT: 30/,
}

describe('parseAmqpUri', () => {
  for (const [uri, parts] of Object.entries(ADDRESSES)) {
    it(`reads ${uri}`, () => {
      assert.deepEqual(parseAmqpUri(uri), { ...LOCAL, ...parts })
    })
  }

  for (const [uri, message] of Object.entries(REFUSED)) {
    it(`refuses ${JSON.stringify(uri)} without quoting it`, () => {
      assert.throws(
        () => parseAmqpUri(uri),
        (error) =>
          error instanceof ConfigError &&
          message.test(error.message) &&
          !/hunt/.test(error.message),
      )
    })
  }

  it('speaks TLS where it must, on the port for it', () => {
    const expected = { ...LOCAL, protocol: 'amqps', port: 5671 }
    assert.deepEqual(parseAmqpUri('amqp://localhost', { tls: true }), expected)
  })
})

describe('parseAmqpUris', () => {
  it('reads several addresses, separated by semicolons', () => {
    const hosts = parseAmqpUris('amqp://a; amqps://b ;amqp://c;').map(({ host }) => host)
    assert.deepEqual(hosts, ['a', 'b', 'c'])
  })

  it('says which one is wrong', () => {
    assert.throws(() => parseAmqpUris('amqp://a;b'), /address 2 of 2: an address begins with/)
  })

  it('refuses none at all', () => {
    assert.throws(() => parseAmqpUris(' ; '), /is empty/)
  })
})
