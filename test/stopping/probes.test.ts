import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { after, before, describe, it } from 'node:test'
import { ConfigError } from 'mycelia'
import { loadConfig } from 'mycelia/config'
import { tellHealth } from 'mycelia/program'
import { Told } from '../amqp/open-transport.js'
import { letGo, untilReached } from '../relay/src/stage.js'
import { callRelay, fresh, serveRelay } from '../rpc/stage.js'
import { brokers, type OpenBroker } from '../support/brokers.js'
import { runCommand, startCommand } from '../support/command.js'
import { makeProject } from '../support/project.js'
import { TcpProxy } from '../support/tcp-proxy.js'

/** A port that is free, for now. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return port
}

async function ask(port: number, path: string): Promise<[status: number, body: unknown]> {
  const response = await fetch(`http://127.0.0.1:${port}${path}`)
  return [response.status, await response.json()]
}

for (const broker of brokers) {
  describe(`probes of services on ${broker.name}`, () => {
    let opened: OpenBroker

    before(async () => {
      opened = await broker.open()
    })
    after(() => opened.close())

    it('tell whether the process lives, and whether it can be given work', async () => {
      const port = await freePort()
      const healthAddress = { host: '127.0.0.1', port }
      await using line = await TcpProxy.start(opened.uri)
      const told = new Told()
      const running = await serveRelay(line.uri, { healthAddress }, told)
      assert.deepEqual(await ask(port, '/livez'), [200, { alive: true }])
      assert.deepEqual(await ask(port, '/readyz'), [200, { ready: true, reasons: [] }])
      assert.deepEqual(await ask(port, '/else'), [404, { paths: ['/livez', '/readyz'] }])

      line.refuse()
      line.cut()
      await told.until('disconnected')
      const reasons = ['no connection to the broker']
      assert.deepEqual(await ask(port, '/readyz'), [503, { ready: false, reasons }])
      assert.deepEqual(await ask(port, '/livez'), [200, { alive: true }])
      await line.allow()
      await told.until('connected', 2)
      assert.deepEqual(await ask(port, '/readyz'), [200, { ready: true, reasons: [] }])

      const { cluster, relay } = await callRelay(opened.uri)
      const name = fresh()
      const call = relay.hold(name)
      await untilReached(`${name} entered at 0`)
      const closed = running.close()
      assert.deepEqual(await ask(port, '/readyz'), [503, { ready: false, reasons: ['stopping'] }])
      letGo(name)
      await call
      await closed
      await assert.rejects(ask(port, '/livez'))
      await cluster.close()
    })

    it('are answered while the broker is waited for', async () => {
      const port = await freePort()
      const uri = `amqp://guest:guest@127.0.0.1:${await freePort()}`
      const abort = new AbortController()
      const { signal } = abort
      const healthAddress = { host: '127.0.0.1', port }
      const starting = assert.rejects(serveRelay(uri, { healthAddress }, { signal }))
      const config = await loadConfig({ values: { health_address: `127.0.0.1:${port}` } })
      while ((await ask(port, '/livez').catch(() => [0]))[0] !== 200);
      assert.equal(await tellHealth(config), 1)
      abort.abort()
      await starting
    })

    it('whose port is taken end the start with a line that says so', async () => {
      const server = createServer().listen(0, '127.0.0.1')
      await once(server, 'listening')
      const { port } = server.address() as { port: number }
      await assert.rejects(
        serveRelay(opened.uri, { healthAddress: { host: '127.0.0.1', port } }),
        (error) =>
          error instanceof ConfigError &&
          error.message ===
            `health_address: 127.0.0.1:${port} cannot be had (EADDRINUSE): is it taken? Write another port`,
      )
      server.close()
    })
  })
}

const STUBBORN = `import { rpc, service } from 'mycelia'

@service('stubborn_service')
export class StubbornService {
  /** Never returns. */
  @rpc
  async hang(): Promise<void> {
    process.stderr.write('hangs\\n')
    await new Promise(() => setInterval(() => {}, 1_000))
  }
}
`

describe('mycelia health, and a stop', () => {
  let opened: OpenBroker

  before(async () => {
    opened = await brokers[0]!.open()
  })
  after(() => opened.close())

  it('tell whether services are ready; a method that never returns does not hold the process', async () => {
    using project = makeProject({ 'src/stubborn.service.ts': STUBBORN })
    const health = () => runCommand('mycelia', ['health'], { cwd: project.folder })
    project.write('config.yaml', `AMQP_URI: ${opened.uri}\n`)
    const unset = await health()
    assert.equal(unset.code, 1)
    assert.match(unset.stderr, /^error: health_address is not set/)

    const port = await freePort()
    const lines = [
      `AMQP_URI: ${opened.uri}`,
      `health_address: 127.0.0.1:${port}`,
      'drain_timeout: 200ms',
    ]
    project.write('config.yaml', `${lines.join('\n')}\n`)
    const before = await health()
    assert.deepEqual(before, {
      code: 1,
      stdout: `nobody answers at http://127.0.0.1:${port}/readyz (ECONNREFUSED)\n`,
      stderr: '',
    })

    await using service = startCommand('mycelia', ['run'], { cwd: project.folder })
    await service.until('stdout', /Connected to .*\n/)
    await using _call = startCommand('mycelia', ['call', 'stubborn_service.hang'], {
      cwd: project.folder,
    })
    await service.until('stderr', /hangs/)
    assert.deepEqual(await health(), { code: 0, stdout: 'ready\n', stderr: '' })
    service.child.kill('SIGTERM')
    const { code, stderr } = await service.ended
    assert.equal(code, 0)
    assert.match(stderr, /have not ended within 200 ms, which is drain_timeout/)
  })
})
