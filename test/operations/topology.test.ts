import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { connect as connectPeer } from 'amqplib'
import { startBroker } from 'mycelia/broker'
import { Newsroom } from '../events/newsroom.js'
import { arrived } from '../newsroom/src/inbox.js'
import { brokers, type OpenBroker } from '../support/brokers.js'
import { runCommand } from '../support/command.js'
import { quiet } from '../support/quiet.js'

const PROJECT = fileURLToPath(new URL('../newsroom', import.meta.url))

function topology(uri: string, ...args: readonly string[]) {
  return runCommand('mycelia', ['topology', ...args, '--broker', uri], { cwd: PROJECT })
}

describe('mycelia topology', () => {
  it('prints exchanges, queues with their bindings, and policies, without a broker', async () => {
    const { code, stdout } = await topology('amqp://localhost:1', '--json')
    assert.equal(code, 0)
    const { exchanges, queues, policies } = JSON.parse(stdout)
    const names = exchanges.map(({ name }: { name: string }) => name)
    assert.ok(names.includes('nameko-rpc') && names.includes('news_service.events'), names)
    assert.deepEqual(
      queues.find(({ name }: { name: string }) => name === 'rpc-news_service').bindings,
      [{ exchange: 'nameko-rpc', routingKey: 'news_service.*' }],
    )
    const letters = policies.find(({ name }: { name: string }) => name === 'mycelia letters')
    assert.deepEqual(letters, {
      name: 'mycelia letters',
      pattern: '^letters$',
      'apply-to': 'queues',
      priority: 1,
      definition: {
        'max-length': 1_000_000,
        overflow: 'reject-publish',
        'delivery-limit': 20,
        'dead-letter-exchange': 'mycelia-queues',
        'dead-letter-routing-key': 'letters--dead',
      },
    })
  })

  it('prints definitions that a broker starts with, and services find as they declare it', async () => {
    const { stdout } = await topology('amqp://localhost:1', '--definitions')
    await using broker = await startBroker({ log: quiet, definitions: JSON.parse(stdout) })
    const { code, stderr } = await topology(broker.uri, '--check')
    assert.equal(code, 0, stderr)
    await using room = await Newsroom.open({ uri: broker.uri, close: () => broker.close() })
    await room.reader()
    await room.emitter()
    await (await room.news()).publish({ id: 'a', publishedAt: new Date(0) })
    await arrived('pooled', 1)
  })

  it('takes one deed at a time', async () => {
    assert.equal((await topology('amqp://localhost:1', '--check', '--apply')).code, 2)
  })
})

for (const broker of brokers) {
  describe(`mycelia topology on ${broker.name}`, () => {
    let opened: OpenBroker
    before(async () => {
      opened = await broker.open()
    })
    after(() => opened.close())

    it('tells what is missing, makes it, and has nothing to do the second time', async () => {
      const before = await topology(opened.uri, '--check')
      assert.equal(before.code, 1)
      assert.match(before.stdout, /missing {2}queue rpc-news_service\n/)
      const applied = await topology(opened.uri, '--apply')
      assert.equal(applied.code, 0, applied.stderr)
      assert.match(applied.stdout, /created {2}queue letters--dead\n/)
      const again = await topology(opened.uri, '--apply')
      assert.equal(again.stdout, 'the broker has it all as it should be\n')
    })

    it("leaves what is there with other arguments, and says so in the broker's words", async () => {
      const peer = await connectPeer(opened.uri)
      const channel = await peer.createChannel()
      await channel.deleteQueue('letters')
      await channel.assertQueue('letters', { arguments: { 'x-max-length': 7 } })
      channel.sendToQueue('letters', Buffer.from('{}'))
      const { code, stdout } = await topology(opened.uri, '--apply')
      assert.equal(code, 1)
      assert.match(stdout, /different {2}queue letters: .*PRECONDITION_FAILED.*x-max-length/)
      assert.equal((await channel.checkQueue('letters')).messageCount, 1)
      await peer.close()
    })
  })
}

describe('what is told of the management API', () => {
  it('is its refusal, with what its user lacks', async () => {
    await using broker = await startBroker({ log: quiet })
    const server = createServer((_, response) => response.writeHead(401).end('{"error":"no"}'))
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const url = `http://127.0.0.1:${port}`
    const { code, stderr } = await topology(broker.uri, '--apply', '--management', url)
    server.close()
    assert.equal(code, 1)
    assert.match(stderr, /refused GET vhosts.*401.*tag management or administrator/)
  })
})
