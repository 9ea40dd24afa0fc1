import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { GATEWAY, makeTwoProjects, type Workspace } from '../add/two-projects.js'
import { runCommand } from '../support/command.js'

describe('mycelia add', () => {
  let workspace: Workspace
  before(async () => {
    workspace = await makeTwoProjects()
  })
  after(() => workspace[Symbol.dispose]())

  const mycelia = (project: string, ...args: readonly string[]) =>
    runCommand('mycelia', args, { cwd: workspace.path(project) })

  it('used wrongly ends with exit code 2 and a line that says what to do', async () => {
    for (const [args, expected] of [
      [['../greting'], 'error: there is no ../greting: did you mean ../greeting?\n'],
      [['myclia'], 'error: the package "myclia" is not installed: did you mean mycelia?\n'],
      [
        ['--remove', 'greeting'],
        'error: there is no client "greeting": none has been added to this project\n',
      ],
    ] as const) {
      const result = await mycelia('gateway', 'add', ...args)
      assert.deepEqual(result, { code: 2, stdout: '', stderr: expected })
    }
  })

  it('shows in a dry run what it would write', async () => {
    const { code, stdout, stderr } = await mycelia('gateway', 'add', '../greeting', '--dry-run')
    assert.deepEqual([code, stderr], [0, 'nothing was written: this was a dry run\n'])
    assert.match(stdout, /^ {5}create {2}src\/generated\/clients\/greeting\.client\.ts$/m)
  })

  it('adds a client, and tells how it is used', async () => {
    const { code, stdout } = await mycelia('gateway', 'add', '../greeting')
    assert.equal(code, 0)
    assert.match(stdout, /private readonly greeting = inject\(GreetingClient\)/)
    const again = await mycelia('gateway', 'add', '../greeting')
    assert.match(again.stdout, /^ {2}identical {2}src\/generated\/clients\/sources\.json$/m)
    assert.doesNotMatch(again.stdout, /create|replace|inject/)
  })

  it('fails when a name is taken, with exit code 1', async () => {
    workspace.write(
      'legacy/greeting.contract.json',
      workspace.read('greeting/src/generated/greeting.contract.json'),
    )
    const { code, stderr } = await mycelia('gateway', 'add', '../legacy/greeting.contract.json')
    assert.equal(code, 1)
    assert.match(stderr, /^error: the client greeting is that of greeting_service from .* --as/)
  })

  it('client gives the options that stand behind it to the field', async () => {
    workspace.write('gateway/src/gateway.service.ts', GATEWAY)
    const args = ['add', 'client', 'other', 'GreetingClient', '--service', 'gateway', '--dry-run']
    const { code, stdout, stderr } = await mycelia('gateway', ...args)
    assert.deepEqual([code, stderr], [0, 'nothing was written: this was a dry run\n'])
    assert.match(stdout, /^ {2}\+ {3}private readonly other = inject\(GreetingClient\)$/m)
    assert.equal(workspace.read('gateway/src/gateway.service.ts'), GATEWAY)
  })

  it('rpc refuses a method that is there already, and says where', async () => {
    const args = ['add', 'rpc', 'gateway', 'welcome', '--param', 'name:string']
    const { code, stderr } = await mycelia('gateway', ...args)
    assert.equal(code, 1)
    assert.match(stderr, /^error: src\/gateway\.service\.ts:9:9 - GatewayService\.welcome is there/)
  })

  it('event gives the options that stand behind it to the method', async () => {
    workspace.write('gateway/src/gateway.service.ts', GATEWAY)
    const event = ['--from', 'payments', '--type', 'refunded', '--param', 'order:string']
    const args = ['add', 'event', 'gateway', 'note', ...event, '--handler', 'singleton']
    const { code, stdout, stderr } = await mycelia('gateway', ...args, '--dry-run')
    assert.deepEqual([code, stderr], [0, 'nothing was written: this was a dry run\n'])
    assert.match(stdout, /^ {2}\+ {3}@on\('payments', 'refunded', \{ handler: 'singleton' \}\)$/m)
    assert.match(stdout, /^ {2}\+ {3}async note\(order: string\): Promise<void> \{$/m)
    assert.equal(workspace.read('gateway/src/gateway.service.ts'), GATEWAY)
  })

  it('timer gives the options that stand behind it to the method, and a second run changes nothing', async () => {
    workspace.write('gateway/src/gateway.service.ts', GATEWAY)
    const when = ['--cron', '0 3 * * *', '--time-zone', 'Europe/Berlin']
    const args = ['add', 'timer', 'gateway', 'cleanUp', ...when]
    const { code, stdout } = await mycelia('gateway', ...args)
    assert.equal(code, 0)
    assert.match(
      stdout,
      /^ {2}\+ {3}@timer\(\{ cron: '0 3 \* \* \*', timeZone: 'Europe\/Berlin' \}\)$/m,
    )
    assert.match(stdout, /^next: mycelia generate$/m)
    const again = await mycelia('gateway', ...args)
    assert.deepEqual(again, {
      code: 0,
      stdout: '  identical  src/gateway.service.ts\n',
      stderr: '',
    })
    workspace.write('gateway/src/gateway.service.ts', GATEWAY)
  })

  it('http gives the options that stand behind it to the method', async () => {
    const given = ['get', '/orders/:id', '--param', 'id:number', '--returns', 'string']
    const args = ['add', 'http', 'gateway', 'find', ...given, '--status', '203', '--dry-run']
    const { code, stdout, stderr } = await mycelia('gateway', ...args)
    assert.deepEqual([code, stderr], [0, 'nothing was written: this was a dry run\n'])
    assert.match(stdout, /^ {2}\+ {3}@http\('GET', '\/orders\/:id', \{ status: 203 \}\)$/m)
    assert.match(stdout, /^ {2}\+ {3}find\(id: number\): string \{$/m)
    assert.equal(workspace.read('gateway/src/gateway.service.ts'), GATEWAY)
  })

  it('http used wrongly ends with exit code 2 and a line that says what to do', async () => {
    const args = ['add', 'http', 'gateway', 'find', 'GET', '/orders', '--status', '404']
    const { code, stdout, stderr } = await mycelia('gateway', ...args)
    assert.deepEqual([code, stdout], [2, ''])
    assert.match(stderr, /'404' is invalid\. Write a status from 200 to 399, as in 201\./)
  })

  it('timer used wrongly ends with exit code 2 and a line that says what to do', async () => {
    const { code, stdout, stderr } = await mycelia('gateway', 'add', 'timer', 'gateway', 'poll')
    const expected = "error: say when: --every 5s, or --cron '0 3 * * *'\n"
    assert.deepEqual([code, stdout, stderr], [2, '', expected])
  })
})
