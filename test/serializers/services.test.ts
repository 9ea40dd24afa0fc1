import assert from 'node:assert/strict'
import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { connect } from 'mycelia'
import { type Broker, startBroker } from 'mycelia/broker'
import { type CommandResult, runCommand, startCommand } from '../support/command.js'
import { startProgram } from '../support/program.js'
import { makeProject, type TestProject } from '../support/project.js'
import { quiet } from '../support/quiet.js'
import { backwards } from './stage.js'

/** The same as the tests' own, in the project's own code. */
const BACKWARDS = `import type { Serializer } from 'mycelia'

const reverse = (text: string): string => [...text].reverse().join('')

export const backwards: Serializer = {
  name: 'backwards',
  contentType: 'application/x-backwards',
  contentEncoding: 'utf-8',
  encode: (value) => reverse(JSON.stringify(value)),
  decode: (body) => JSON.parse(reverse(body.toString())),
}
`

/** Two services: that one of them says it is enough, and that both do is no mistake. */
const SERVICES = `import { rpc, service } from 'mycelia'
import { backwards } from './backwards.js'

@service('greeting_service', { serializers: [backwards] })
export class GreetingService {
  @rpc
  hello(name: string): string {
    return \`Hello, \${name}!\`
  }
}

@service('same_service', { serializers: [backwards] })
export class SameService {
  @rpc
  same(text: string): string {
    return text
  }
}

@service('other_service')
export class OtherService {
  @rpc
  other(text: string): string {
    return text
  }
}
`

/** As a user's: against the built runtime. */
const TSCONFIG = JSON.stringify({
  compilerOptions: {
    target: 'es2022',
    lib: ['es2023', 'esnext.disposable', 'esnext.decorators'],
    module: 'nodenext',
    types: [],
    strict: true,
    skipLibCheck: true,
    rootDir: 'src',
  },
  include: ['src'],
})

const TEST = `import { testCluster } from 'mycelia/testing'
import { GreetingClient } from './generated/greeting.client.js'
import { greetingServer } from './generated/greeting.server.js'

await using cluster = await testCluster([greetingServer], { config: { serializer: 'backwards' } })
export const said = await cluster.client(GreetingClient).hello('ujun')
`

describe('serialisers that a service gives', () => {
  let broker: Broker
  let project: TestProject
  before(async () => {
    broker = await startBroker({ log: quiet })
    project = makeProject({
      'config.yaml': `AMQP_URI: '${broker.uri}'\nserializer: backwards\n`,
      'src/backwards.ts': BACKWARDS,
      'src/all.service.ts': SERVICES,
      'tsconfig.json': TSCONFIG,
    })
    // What `mycelia build` writes declarations with.
    symlinkSync(
      fileURLToPath(new URL('../../node_modules/typescript', import.meta.url)),
      join(project.folder, 'node_modules/typescript'),
    )
  })
  after(async () => {
    project[Symbol.dispose]()
    await broker.close()
  })

  const mycelia = (...args: readonly string[]): Promise<CommandResult> =>
    runCommand('mycelia', args, { cwd: project.folder })

  /** Calls all services in that language, and in that language alone. */
  async function callAll(): Promise<void> {
    const { loadText } = await import('../config/load-text.js')
    const config = await loadText('serializer: backwards\n', { broker: broker.uri })
    await using cluster = await connect({ config, serializers: [backwards], log: quiet })
    const { greeting_service, same_service, other_service } = cluster.rpc
    assert.equal(await greeting_service!.hello!('ujun'), 'Hello, ujun!')
    assert.equal(await same_service!.same!('a'), 'a')
    assert.equal(await other_service!.other!('b'), 'b')
    await using inJson = await connect({ uri: broker.uri, log: quiet })
    await assert.rejects(inJson.rpc.greeting_service!.hello!('ujun'), { name: 'MalformedRequest' })
  }

  it('are spoken by mycelia run, by call, shell and doctor', async () => {
    await using services = startCommand('mycelia', ['run'], { cwd: project.folder })
    await services.until('stdout', /Connected/)
    await callAll()
    assert.deepEqual(await mycelia('call', 'greeting_service.hello', 'ujun'), {
      code: 0,
      stdout: '"Hello, ujun!"\n',
      stderr: '',
    })
    const shell = await runCommand('mycelia', ['shell'], {
      cwd: project.folder,
      input: "n.rpc.same_service.same('a')\n",
    })
    assert.equal(shell.stdout, "'a'\n")
    const { stdout } = await mycelia('doctor')
    assert.match(stdout, /^ok +login/m)
  })

  it('are spoken by the built program', async () => {
    const { code, stderr } = await mycelia('build')
    assert.equal(code, 0, stderr)
    await using program = startProgram(`${project.folder}/dist/main.js`, [], {
      cwd: project.folder,
    })
    await program.until('stdout', /Connected/)
    await callAll()
  })

  it('are spoken by a test cluster', async () => {
    project.write('src/said.ts', TEST)
    const { said } = await import(`${project.folder}/src/said.ts`)
    assert.equal(said, 'Hello, ujun!')
  })

  it('are missed with a word on where to give them', async () => {
    project.write('config.yaml', `AMQP_URI: '${broker.uri}'\nserializer: forwards\n`)
    const { code, stderr } = await mycelia('run')
    assert.equal(code, 1)
    assert.match(
      stderr,
      /serializer: "forwards" is not known, .*; give its code to @service\(\), run\(\) or connect\(\)/,
    )
  })
})
