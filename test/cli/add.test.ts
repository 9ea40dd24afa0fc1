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
})
