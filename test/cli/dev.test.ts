import assert from 'node:assert/strict'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { BrokerUnreachable, type Cluster, connect } from 'mycelia'
import { type RunningCommand, startCommand } from '../support/command.js'
import { GREETING, makeProject, type TestProject } from '../support/project.js'
import { quiet } from '../support/quiet.js'

const GATEWAY = `import { inject, rpc, service } from 'mycelia'
import { GreetingClient } from './generated/greeting.client.js'

@service('gateway')
export class GatewayService {
  private readonly greeting = inject(GreetingClient)

  @rpc
  async welcome(names: string[]): Promise<string[]> {
    return Promise.all(names.map((name) => this.greeting.hello(name)))
  }
}
`

describe('mycelia dev', () => {
  let uri: string
  let project: TestProject
  let dev: RunningCommand
  let cluster: Cluster
  let changes = 0

  /** Changes a file and waits until what came of it is served. */
  const change = async (path: string, text: string) => {
    changes++
    project.write(path, text)
    await dev.until('stdout', new RegExp(`(?:serving again: [\\s\\S]*){${changes}}`))
  }

  before(async () => {
    uri = `amqp://guest:guest@127.0.0.1:${await freePort()}/`
    project = makeProject({
      'src/greeting.service.ts': GREETING,
      'src/gateway.service.ts': GATEWAY,
      'config.yaml': `AMQP_URI: '${uri}'\n`,
    })
    dev = startCommand('mycelia', ['dev'], { cwd: project.folder })
    await dev.until('stdout', /^serving: gateway, greeting_service$/m)
    cluster = await connect({ uri, log: quiet })
  })
  after(async () => {
    await cluster.close()
    await dev[Symbol.asyncDispose]()
    project[Symbol.dispose]()
  })

  it('generates, runs a broker where none answers, and serves', async () => {
    assert.equal(await cluster.rpc.greeting_service!.hello!('ujun'), 'Hello, ujun!')
    const started = await dev.until('stdout', /serving/)
    assert.match(
      started,
      /^starting services: gateway, greeting_service\nConnected to amqp:\/\/guest:\*\*@127\.0\.0\.1:\d+\/\/\n/,
    )
    await dev.until('stderr', /embedded broker: for development and tests only; it keeps nothing/)
  })

  it('writes a line for each call, with the remote calls that it made', async () => {
    await cluster.rpc.gateway!.welcome!(['a', 'b', 'c'])
    await dev.until('stdout', /^greeting_service\.hello$/m)
    await dev.until('stdout', /^gateway\.welcome: greeting_service\.hello x3$/m)
  })

  it('warns of a call that makes more than 20 calls of one method', async () => {
    await cluster.rpc.gateway!.welcome!(Array.from({ length: 21 }, (_, index) => `n${index}`))
    await dev.until('stderr', /gateway\.welcome called greeting_service\.hello 21 times/)
  })

  it('serves a change', async () => {
    await change('src/greeting.service.ts', GREETING.replace('Hello', 'Howdy'))
    assert.equal(await cluster.rpc.greeting_service!.hello!('ujun'), 'Howdy, ujun!')
  })

  it('shows what is wrong with a change, and goes on with what was there before', async () => {
    project.write('src/greeting.service.ts', GREETING.replace('name: string', 'name: symbol'))
    await dev.until('stderr', /src\/greeting\.service\.ts:7:9 - GreetingService\.hello: /)
    assert.equal(await cluster.rpc.greeting_service!.hello!('ujun'), 'Howdy, ujun!')
    project.write('src/greeting.service.ts', GREETING.replace('): string {', '): string {{'))
    await dev.until('stderr', /src\/greeting\.service\.ts:\d+:\d+ - '}' expected/)
    assert.equal(await cluster.rpc.greeting_service!.hello!('ujun'), 'Howdy, ujun!')
    await change('src/greeting.service.ts', GREETING)
    assert.equal(await cluster.rpc.greeting_service!.hello!('ujun'), 'Hello, ujun!')
  })

  it('generates the clients anew, and reads them, before it serves', async () => {
    const renamed = GREETING.replace('hello(', 'greet(')
    const gateway = GATEWAY.replace('.hello(', '.greet(')
    project.write('src/gateway.service.ts', gateway)
    await change('src/greeting.service.ts', renamed)
    assert.deepEqual(await cluster.rpc.gateway!.welcome!(['a']), ['Hello, a!'])
  })

  it('serves again when the configuration changes', async () => {
    await change('config.yaml', `AMQP_URI: '${uri}'\nmax_workers: 3\n`)
    assert.deepEqual(await cluster.rpc.gateway!.welcome!(['a']), ['Hello, a!'])
  })

  it('answers HTTP on the same port after every change, though the system has chosen it', async () => {
    const page = (text: string) => `import { http, service } from 'mycelia'
@service('pages')
export class PagesService {
  @http('GET', '/page')
  page(): string {
    return '${text}'
  }
}
`
    await change('config.yaml', `AMQP_URI: '${uri}'\nWEB_SERVER_ADDRESS: '127.0.0.1:0'\n`)
    await change('src/pages.service.ts', page('one'))
    const told = await dev.until('stdout', /^Listening on .*\n/m)
    const [, url] = /^Listening on (\S+)$/m.exec(told)!
    const read = async () => (await fetch(`${url}/page`)).json()
    assert.equal(await read(), 'one')
    await change('src/pages.service.ts', page('two'))
    assert.equal(await read(), 'two')
    const all = await dev.until('stdout', /Listening/)
    assert.equal(all.match(/Listening on/g)?.length, 1, 'it is told once')
  })

  it('takes over the broker of another project when that one ends', async () => {
    using second = makeProject({
      'src/second.service.ts': GREETING.replace('greeting_service', 'second_service'),
      'config.yaml': `AMQP_URI: '${uri}'\n`,
    })
    await using other = startCommand('mycelia', ['dev'], { cwd: second.folder })
    await other.until('stdout', /^serving: second_service$/m)
    dev.child.kill('SIGTERM')
    const { code, stdout } = await dev.ended
    assert.equal(code, 0)
    assert.match(stdout, /\nstopping services: gateway, greeting_service, pages\n$/)
    await other.until('stderr', /no broker answered: this runs one/)
    await other.until('stdout', /(?:Connected to [\s\S]*){2}/)
    await using again = await connect({ uri, log: quiet })
    assert.equal(await again.rpc.second_service!.hello!('ujun'), 'Hello, ujun!')
    other.child.kill('SIGINT')
    assert.equal((await other.ended).code, 0)
    await assert.rejects(connect({ uri, log: quiet }), BrokerUnreachable)
  })

  it('leaves nothing behind', () => {
    assert.deepEqual(readdirSync(join(project.folder, 'node_modules/.cache/mycelia')), [
      'generate.json',
    ])
  })
})

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
