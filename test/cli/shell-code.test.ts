import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { brokers } from '../support/brokers.js'
import { type CommandResult, runCommand } from '../support/command.js'
import { type ServedProject, serveProject } from './shell-service.js'

describe('code that is piped into mycelia shell', () => {
  let project: ServedProject

  before(async () => {
    project = await serveProject(brokers[0]!)
  })
  after(() => project[Symbol.asyncDispose]())

  function shell(input: string): Promise<CommandResult> {
    return runCommand('mycelia', ['shell'], { cwd: project.folder, input })
  }

  it('keeps constants, awaits at the top level, and knows the last result', async () => {
    const { stdout } = await shell(
      "const greeting = await n.rpc.greeting_service.hello('a')\ngreeting.length\n_ * 2",
    )
    assert.equal(stdout, '9\n18\n')
  })

  it('goes on over several lines until the code is complete', async () => {
    const { stdout } = await shell(
      "n.rpc.greeting_service.hello('a', {\n  word: 'Servus',\n})\n{ a: 1 }\n",
    )
    assert.equal(stdout, "'Servus, a!'\n{ a: 1 }\n")
  })

  for (const [what, line, expected] of [
    [
      'an unknown service, with a suggestion',
      "n.rpc.greting_service.hello('x')",
      /^error: UnknownService: .*\n +did you mean greeting_service\?\n +the work was not done/m,
    ],
    [
      'an unknown method, with a suggestion',
      "n.rpc.greeting_service.helo('x')",
      /^error: MethodNotFound: .*\n +did you mean hello\?/m,
    ],
    [
      'refused arguments',
      'n.rpc.greeting_service.hello(1)',
      /^error: InvalidArguments: hello: name: .*expected string/m,
    ],
    [
      'a call that nobody awaits',
      "let x = n.rpc.greeting_service.crash('y')",
      /^error: RemoteError/m,
    ],
    ['code that cannot be read', '1 )', /^error: SyntaxError: Unexpected token/m],
    ['what is no error', "(() => { throw 'x' })()", /^error: thrown: x$/m],
    ['an end in the middle', 'n.rpc.a.b(', /^error: the input ends too early: n\.rpc\.a\.b\($/m],
    ['a command that there is not', '.nosuch', /^error: \.nosuch is no command here/m],
  ] as const) {
    it(`ends with exit code 1 at ${what}`, async () => {
      const { code, stdout, stderr } = await shell(`1\n${line}\n`)
      assert.deepEqual([code, stdout], [1, '1\n'])
      assert.match(stderr, expected)
      assert.ok(!stderr.includes('    at '), 'no trace')
    })
  }

  it('evaluates nothing after the first failure', async () => {
    const { stdout } = await shell('1\nnosuch\n2\n')
    assert.equal(stdout, '1\n')
  })

  it('lets code handle errors itself', async () => {
    const { code, stdout } = await shell(
      'try { await n.rpc.nobody.x() } catch (error) { error.code }\n',
    )
    assert.deepEqual([code, stdout], [0, "'UnknownService'\n"])
  })

  it('shows the configuration without its secrets', async () => {
    const { stdout } = await shell('n.config')
    assert.match(stdout, /db_password: '\*\*'/)
    assert.match(stdout, /guest:\*\*@/)
  })

  it('strips what would reach the terminal from results and errors', async () => {
    const evil = '\\u001b]0;title\\u0007\\u001b[31m\\u009b1mred\\u202e'
    const result = await shell(`n.rpc.greeting_service.echo("${evil}")`)
    const failure = await shell(`n.rpc.greeting_service.crash("${evil}")`)
    assert.match(failure.stderr, /^error: RemoteError: Error red$/m)
    for (const text of [result.stdout, failure.stderr]) {
      assert.doesNotMatch(text, /[^\P{Cc}\n]|\p{Bidi_Control}/u)
    }
  })
})
