import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { connect as connectRaw } from 'amqplib'
import { RawPeer } from '../rpc/raw-peer.js'
import { brokers } from '../support/brokers.js'
import { type CommandResult, runCommand } from '../support/command.js'
import { type ServedProject, serveProject } from './shell-service.js'

for (const broker of brokers) {
  describe(`mycelia shell, given lines through a pipe, on ${broker.name},`, () => {
    let project: ServedProject

    before(async () => {
      project = await serveProject(broker)
    })
    after(() => project[Symbol.asyncDispose]())

    function shell(input: string, args: readonly string[] = []): Promise<CommandResult> {
      return runCommand('mycelia', ['shell', ...args], { cwd: project.folder, input })
    }

    it('awaits calls, prints results on stdout, and how long calls took on stderr', async () => {
      const { code, stdout, stderr } = await shell("n.rpc.greeting_service.hello('ujun')\n1 + 1\n")
      assert.deepEqual([code, stdout], [0, "'Hello, ujun!'\n2\n"])
      assert.match(stderr, /^greeting_service\.hello [\d.]+ ms\n$/)
    })

    it('calls by odd names, with options and by keywords', async () => {
      const { stdout } = await shell(
        "n.rpc['greeting_service'].hello.with({ timeout: '5s', kwargs: { name: 'k' } })()",
      )
      assert.equal(stdout, "'Hello, k!'\n")
    })

    it('lists services and describes what they take', async () => {
      const { stdout } = await shell('.services\n.describe greeting_service.hello\n.exit\n1\n')
      assert.match(stdout, /^service +instances +where +contract\ngreeting_service +1 /)
      assert.match(
        stdout,
        /\/\/ Greets a person by name\.\nhello\(name: string, style\?: Style\): string\nPOST \/hello\/:name: hello\(name: string, style\?: Style\): string\ntype Style = \{ word: string \}\n$/,
      )
    })

    it('tells what is answered over HTTP, and where', async () => {
      const { stdout } = await shell(
        '.services\n.describe greeting_service\n.describe greeting_service.invent\n',
      )
      assert.match(stdout, /^greeting_service +1 +\S+:\d+ \(http:\/\/127\.0\.0\.1:\d+\) /m)
      assert.match(
        stdout,
        /^ {2}POST \/hello\/:name: hello\(name: string, style\?: Style\): string$/m,
      )
      assert.ok(
        stdout.endsWith(
          `// Invents a style.
GET /styles: invent(word?: string): Style
GET /styles/:word: invent(word?: string): Style
type Style = { word: string }
`,
        ),
      )
    })

    it('calls services that do not tell of themselves, as those in Python', async () => {
      await using peer = await RawPeer.connect(project.uri)
      await peer.serve('python_service', () => '{"result": [1, null], "error": null}')
      const { stdout } = await shell('n.rpc.python_service.anything(1)\n.services\n')
      assert.match(stdout, /^\[ 1, null \]\n/)
      assert.match(stdout, /^python_service +does not answer, but was called/m)
    })

    it('emits events where an exchange is there for them, and says where not', async () => {
      const raw = await connectRaw(project.uri)
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
      const uri = new URL(project.uri)
      uri.password = 'wrong-secret'
      const { code, stderr } = await shell('1', ['--broker', uri.href])
      assert.equal(code, 1)
      assert.match(stderr, /^error: .*refused the login.*\n$/)
      assert.ok(!stderr.includes('wrong-secret'))
    })
  })
}
