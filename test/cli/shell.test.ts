import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { connect as connectRaw } from 'amqplib'
import { RawPeer } from '../rpc/raw-peer.js'
import { brokers, type OpenBroker } from '../support/brokers.js'
import {
  type CommandResult,
  type RunningCommand,
  runCommand,
  startCommand,
} from '../support/command.js'
import { makeProject, type TestProject } from '../support/project.js'
import { SERVICE } from './shell-service.js'

for (const broker of brokers) {
  describe(`mycelia shell on ${broker.name}`, () => {
    let opened: OpenBroker
    let project: TestProject
    let service: RunningCommand

    before(async () => {
      opened = await broker.open()
      project = makeProject({ 'src/greeting.service.ts': SERVICE })
      project.write('config.yaml', `AMQP_URI: '${opened.uri}'\ndb_password: hunter2\n`)
      service = startCommand('mycelia', ['run'], { cwd: project.folder })
      await service.until('stdout', /Connected/)
    })
    after(async () => {
      await service[Symbol.asyncDispose]()
      project[Symbol.dispose]()
      await opened.close()
    })

    describe('given lines through a pipe', () => {
      function shell(input: string, args: readonly string[] = []): Promise<CommandResult> {
        return runCommand('mycelia', ['shell', ...args], { cwd: project.folder, input })
      }

      it('awaits calls, prints results on stdout, and how long calls took on stderr', async () => {
        const { code, stdout, stderr } = await shell(
          "n.rpc.greeting_service.hello('ujun')\n1 + 1\n",
        )
        assert.deepEqual([code, stdout], [0, "'Hello, ujun!'\n2\n"])
        assert.match(stderr, /^greeting_service\.hello [\d.]+ ms\n$/)
      })

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

      it('calls by odd names, with options and by keywords', async () => {
        const { stdout } = await shell(
          "n.rpc['greeting_service'].hello.with({ timeout: '5s', kwargs: { name: 'k' } })()",
        )
        assert.equal(stdout, "'Hello, k!'\n")
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
        [
          'an end in the middle',
          'n.rpc.a.b(',
          /^error: the input ends too early: n\.rpc\.a\.b\($/m,
        ],
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

      it('lists services and describes what they take', async () => {
        const { stdout } = await shell('.services\n.describe greeting_service.hello\n.exit\n1\n')
        assert.match(stdout, /^service +instances +where +contract\ngreeting_service +1 /)
        assert.match(
          stdout,
          /\/\/ Greets a person by name\.\nhello\(name: string, style\?: Style\): string\ntype Style = \{ word: string \}\n$/,
        )
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

      it('calls services that do not tell of themselves, as those in Python', async () => {
        await using peer = await RawPeer.connect(opened.uri)
        await peer.serve('python_service', () => '{"result": [1, null], "error": null}')
        const { stdout } = await shell('n.rpc.python_service.anything(1)\n.services\n')
        assert.match(stdout, /^\[ 1, null \]\n/)
        assert.match(stdout, /^python_service +does not answer, but was called/m)
      })

      it('emits events where an exchange is there for them, and says where not', async () => {
        const raw = await connectRaw(opened.uri)
        const channel = await raw.createChannel()
        await channel.assertExchange('orders.events', 'topic')
        const { queue } = await channel.assertQueue('', { exclusive: true })
        await channel.bindQueue(queue, 'orders.events', 'placed')
        const { code } = await shell("n.dispatchEvent('orders', 'placed', { id: 7 })")
        assert.equal(code, 0)
        const event = await channel.get(queue, { noAck: true })
        assert.equal(event === false ? '' : event.content.toString(), '{"id":7}')
        await raw.close()
        const { code: failed, stderr } = await shell("n.dispatchEvent('nosuch', 'x', 1)")
        assert.equal(failed, 1)
        assert.match(stderr, /error: BrokerRefused: .*"nosuch\.events"/)
      })

      it('calls no more after n.disconnect()', async () => {
        const { code, stderr } = await shell('n.disconnect()\nn.rpc.greeting_service.hello("x")\n')
        assert.equal(code, 1)
        assert.match(stderr, /error: ConnectionLost: .*after close/)
      })

      it('refuses a wrong password in one line', async () => {
        const uri = new URL(opened.uri)
        uri.password = 'wrong-secret'
        const { code, stderr } = await shell('1', ['--broker', uri.href])
        assert.equal(code, 1)
        assert.match(stderr, /^error: .*refused the login.*\n$/)
        assert.ok(!stderr.includes('wrong-secret'))
      })
    })
  })
}
