import assert from 'node:assert/strict'
import { EventEmitter, once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { connect as connectTcp, type Socket } from 'node:net'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { createServer } from 'node:tls'
import {
  askBroker,
  BrokerRefused,
  type Cluster,
  ConfigError,
  connect,
  UnknownService,
} from 'mycelia'
import { type Broker, type BrokerTls, startBroker } from 'mycelia/broker'
import { brokerAccess, loadConfig, maskSecrets } from 'mycelia/config'
import { brokers } from '../support/brokers.js'
import { Authority, type Certificate } from '../support/certificates.js'
import { quiet } from '../support/quiet.js'

let authority: Authority
let server: Certificate
let client: Certificate

before(async () => {
  authority = await Authority.create()
  server = await authority.issue('broker', { names: 'DNS:localhost,IP:127.0.0.1' })
  client = await authority.issue('orders')
})
after(() => authority[Symbol.asyncDispose]())

/** A configuration as it stands in a file. */
async function configured(uri: string, ssl: Readonly<Record<string, unknown>>, more = '') {
  const file = join(authority.folder, 'config.yaml')
  await writeFile(file, `AMQP_URI: '${uri}'\nAMQP_SSL: ${JSON.stringify(ssl)}\n${more}`)
  return await loadConfig({ file, env: {} })
}

async function open(...args: Parameters<typeof configured>): Promise<Cluster> {
  return await connect({ config: await configured(...args), log: quiet })
}

/** A call goes to the broker and back: nobody has the service. */
async function callThrough(cluster: Cluster): Promise<void> {
  await assert.rejects(cluster.rpc.nobody!.ping!(), UnknownService)
}

function start(tls: Partial<BrokerTls> = {}): Promise<Broker> {
  const users = [{ name: 'guest', password: 'guest' }, { name: 'orders' }]
  return startBroker({ tls: { cert: server.cert, key: server.key, ...tls }, users, log: quiet })
}

/** The one line of an error that ends the start. */
async function refusalOf(opening: Promise<Cluster>): Promise<string> {
  const error = await opening.then(
    async (cluster) => {
      await cluster.close()
      assert.fail('it was let in')
    },
    (reason: unknown) => reason,
  )
  assert.ok(error instanceof BrokerRefused || error instanceof ConfigError, String(error))
  assert.ok(!error.message.includes('\n'), error.message)
  return error.message
}

describe('AMQP over TLS', () => {
  it('is spoken with a broker whose authority is named as ca_certs', async () => {
    await using broker = await start()
    assert.match(broker.uri, /^amqps:/)
    await using cluster = await open(broker.uri, { ca_certs: authority.own.certFile })
    assert.match(cluster.address, /^amqps:/)
    await callThrough(cluster)
  })

  it('is spoken because of AMQP_SSL, whatever the scheme', async () => {
    await using broker = await start()
    const uri = broker.uri.replace('amqps:', 'pyamqp:')
    await using cluster = await open(uri, { ca_certs: authority.own.certFile })
    await callThrough(cluster)
  })

  it('is refused with a broker whose authority nobody has named', async () => {
    await using broker = await start()
    assert.match(
      await refusalOf(open(broker.uri, {})),
      /has a certificate that is not trusted: name its authority's PEM file as AMQP_SSL\.ca_certs/,
    )
  })

  it('is refused with a certificate that has expired', async () => {
    const expired = await authority.issue('broker', { names: 'IP:127.0.0.1', days: -1 })
    await using broker = await start(expired)
    const opening = open(broker.uri, { ca_certs: authority.own.certFile })
    assert.match(await refusalOf(opening), /has expired: renew it there/)
  })

  it('is refused with a certificate for another host, unless server_hostname says so', async () => {
    const elsewhere = await authority.issue('broker', { names: 'DNS:rabbit.example' })
    await using broker = await start(elsewhere)
    const ca_certs = authority.own.certFile
    assert.match(
      await refusalOf(open(broker.uri, { ca_certs })),
      /for another name than 127\.0\.0\.1.*AMQP_SSL\.server_hostname/,
    )
    await using cluster = await open(broker.uri, { ca_certs, server_hostname: 'rabbit.example' })
    await callThrough(cluster)
  })

  it('asks no proof of the broker with CERT_NONE, and warns of it', async () => {
    await using broker = await start()
    const config = await configured(broker.uri, { cert_reqs: 'CERT_NONE' })
    assert.match(config.warnings.join(), /AMQP_SSL\.cert_reqs: the broker is not asked who it is/)
    await using cluster = await connect({ config, log: quiet })
    await callThrough(cluster)
  })

  it('says so when the port does not speak TLS', async () => {
    await using broker = await startBroker({ log: quiet })
    const uri = broker.uri.replace('amqp:', 'amqps:')
    assert.match(await refusalOf(open(uri, {})), /does not speak TLS at this port/)
  })

  it('presents a certificate to a broker that asks for one', async () => {
    await using broker = await start({ ca: authority.own.cert, requireCertificate: true })
    const ca_certs = authority.own.certFile
    assert.match(
      await refusalOf(open(broker.uri, { ca_certs })),
      /refused the client's certificate: name one that it trusts as AMQP_SSL\.certfile/,
    )
    const { certFile: certfile, keyFile: keyfile } = client
    const config = await configured(broker.uri, { ca_certs, certfile, keyfile })
    const { tls } = await brokerAccess(config)
    assert.equal((await askBroker(config.brokers[0]!, tls)).product, 'Mycelia broker')
    await using cluster = await connect({ config, log: quiet })
    await callThrough(cluster)
  })

  it('opens a key by its passphrase, which is never shown', async () => {
    await using broker = await start({ ca: authority.own.cert, requireCertificate: true })
    const keyfile = await authority.lock(client, 'sesame-1')
    const ssl = { ca_certs: authority.own.certFile, certfile: client.certFile, keyfile }
    await using cluster = await open(broker.uri, { ...ssl, password: 'sesame-1' })
    await callThrough(cluster)
    const wrong = await configured(broker.uri, { ...ssl, passphrase: 'sesame-2' })
    const message = await refusalOf(connect({ config: wrong, log: quiet }))
    assert.match(message, /^AMQP_SSL\.keyfile: the key in .* is the passphrase right\?/)
    assert.ok(!message.includes('sesame-2'))
    assert.ok(!JSON.stringify(maskSecrets(wrong.raw)).includes('sesame-2'))
  })

  it('names the key and the file of what cannot be used', async () => {
    const uri = 'amqps://localhost'
    const { certFile: certfile, keyFile: keyfile } = client
    assert.match(
      await refusalOf(open(uri, { ca_certs: '/nowhere/ca.pem' })),
      /^AMQP_SSL\.ca_certs: the file "\/nowhere\/ca\.pem" is not there/,
    )
    assert.match(await refusalOf(open(uri, { ca_certs: keyfile })), /holds no PEM certificate$/)
    assert.match(
      await refusalOf(open(uri, { certfile, keyfile: server.keyFile })),
      /^AMQP_SSL\.keyfile: the key in .* is not that of the certificate in /,
    )
    assert.match(
      await refusalOf(open(uri, { keyfile })),
      /AMQP_SSL\.keyfile: is a key without its certificate/,
    )
    assert.match(
      await refusalOf(open(uri, { ca_cert: 'ca.pem' })),
      /AMQP_SSL\.ca_cert: is not known: did you mean ca_certs\?/,
    )
  })
})

describe('LOGIN_METHOD', () => {
  it('EXTERNAL logs in as the common name of the certificate', async () => {
    await using broker = await start({ ca: authority.own.cert })
    const ssl = { ca_certs: authority.own.certFile }
    const { certFile: certfile, keyFile: keyfile } = client
    const external = 'LOGIN_METHOD: EXTERNAL\n'
    await using cluster = await open(broker.uri, { ...ssl, certfile, keyfile }, external)
    await callThrough(cluster)
    const users = broker.status().connections.map(({ user }) => user)
    assert.deepEqual(new Set(users), new Set(['orders']))
    assert.match(
      await refusalOf(open(broker.uri, ssl, external)),
      /the name in the client certificate is no user there/,
    )
  })

  it('EXTERNAL is refused where the broker does not offer it', async () => {
    await using broker = await startBroker({ log: quiet })
    const config = await loadConfig({ broker: broker.uri, env: {} })
    assert.match(
      await refusalOf(connect({ config: { ...config, loginMethod: 'EXTERNAL' }, log: quiet })),
      /does not offer LOGIN_METHOD: EXTERNAL/,
    )
  })

  for (const kind of brokers) {
    for (const loginMethod of ['PLAIN', 'AMQPLAIN'] as const) {
      it(`${loginMethod} logs in at ${kind.name}, through TLS`, async () => {
        const opened = await kind.open()
        try {
          await using proxy = await terminateTls(opened.uri)
          const login = `LOGIN_METHOD: ${loginMethod}\n`
          const ssl = { ca_certs: authority.own.certFile }
          await using cluster = await open(proxy.uri, ssl, login)
          await callThrough(cluster)
          const wrong = new URL(proxy.uri)
          wrong.password = 'wrong-secret'
          const message = await refusalOf(open(wrong.href, ssl, login))
          assert.match(message, /refused the login of user "guest"/)
          assert.ok(!message.includes('wrong-secret'))
        } finally {
          await opened.close()
        }
      })
    }
  }
})

describe('several brokers', () => {
  it('are tried in turn: when one is gone, the next is taken', async () => {
    const first = await start()
    await using second = await start()
    const told: string[] = []
    const again = new EventEmitter()
    const moved = once(again, 'connected')
    const uris = `${first.uri};${second.uri}`
    await using cluster = await connect({
      config: await configured(uris, { ca_certs: authority.own.certFile }),
      log: quiet,
      onEvent: (event) => {
        if (event.type !== 'connected') return
        told.push(event.address)
        if (told.length === 2) again.emit('connected')
      },
    })
    await callThrough(cluster)
    await first.close()
    await moved
    await callThrough(cluster)
    assert.deepEqual(
      told.map((address) => Number(/:(\d+)\//.exec(address)?.[1])),
      [first.port, second.port],
    )
  })
})

/** TLS in front of a broker that speaks none. */
async function terminateTls(target: string): Promise<AsyncDisposable & { readonly uri: string }> {
  const { hostname, port, pathname, username, password } = new URL(target)
  const sockets = new Set<Socket>()
  const proxy = createServer({ cert: server.cert, key: server.key }, (socket) => {
    const upstream = connectTcp(Number(port || 5672), hostname)
    for (const side of [socket, upstream]) {
      sockets.add(side)
      side.on('error', () => {})
    }
    socket.pipe(upstream).pipe(socket)
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  const own = (proxy.address() as { readonly port: number }).port
  return {
    uri: `amqps://${username}:${password}@127.0.0.1:${own}${pathname}`,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => proxy.close(resolve))
    },
  }
}
