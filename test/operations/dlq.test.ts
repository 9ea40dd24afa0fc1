import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { type Channel, type ChannelModel, connect as connectPeer } from 'amqplib'
import { loadConfig } from 'mycelia/config'
import { openDeadLetters, type Replayed } from 'mycelia/operations'
import { Newsroom } from '../events/newsroom.js'
import { arrived, behave } from '../newsroom/src/inbox.js'
import { brokers, type OpenBroker } from '../support/brokers.js'
import { runCommand } from '../support/command.js'
import { quiet } from '../support/quiet.js'

/** Whose handlers the dead letters are of. */
const PROJECT = fileURLToPath(new URL('../newsroom', import.meta.url))
const NOWHERE = fileURLToPath(new URL('.', import.meta.url))

const DEAD = 'letters--dead'

for (const broker of brokers) {
  describe(`mycelia dlq on ${broker.name}`, () => {
    let opened: OpenBroker
    let peer: ChannelModel
    let channel: Channel
    before(async () => {
      opened = await broker.open()
      peer = await connectPeer(opened.uri)
      channel = await peer.createChannel()
    })
    beforeEach(async () => {
      for (const queue of ['letters', DEAD]) {
        await channel.assertQueue(queue)
        await channel.purgeQueue(queue)
      }
    })
    after(async () => {
      await peer.close()
      await opened.close()
    })

    /** Runs the command where there is no project: queues have to be named. */
    function dlq(...args: readonly string[]) {
      return runCommand('mycelia', ['dlq', ...args, '--broker', opened.uri], { cwd: NOWHERE })
    }

    async function bury(body: object | string, headers: object = {}): Promise<void> {
      const text = typeof body === 'string' ? body : JSON.stringify(body)
      const confirming = await peer.createConfirmChannel()
      confirming.sendToQueue(DEAD, Buffer.from(text), {
        contentType: 'application/json',
        headers: {
          'mycelia.queue': 'letters',
          'mycelia.error_code': 'Illegible',
          'mycelia.error_message': 'what is that?',
          'mycelia.attempts': 3,
          'mycelia.first_failure': '2026-01-02T03:04:05.000Z',
          ...headers,
        },
      })
      await confirming.waitForConfirms()
      await confirming.close()
    }

    async function count(queue: string): Promise<number> {
      return (await channel.checkQueue(queue)).messageCount
    }

    it('lists, shows and replays what a handler has left', async () => {
      await using room = await Newsroom.open(opened)
      const reader = await room.reader()
      let legible = false
      behave('letter', () => {
        if (!legible) throw new Error('illegible')
      })
      channel.sendToQueue('letters', Buffer.from('{"text":"dear reader"}'), {
        contentType: 'application/json',
        headers: { 'nameko.language': 'fr' },
      })
      await arrived('letter', 2)
      await reader.close()

      const project = { cwd: PROJECT }
      const at = ['--broker', opened.uri, '--json']
      const listed = await runCommand('mycelia', ['dlq', 'list', ...at], project)
      assert.equal(listed.code, 0, listed.stderr)
      const queues: { queue: string; messages: number }[] = JSON.parse(listed.stdout)
      assert.deepEqual(
        queues.find(({ queue }) => queue === DEAD),
        { queue: DEAD, messages: 1 },
      )
      assert.ok(
        queues.some(({ queue, messages }) => queue === 'archive-all--dead' && messages === 0),
      )

      const shown = await runCommand('mycelia', ['dlq', 'show', 'letters', ...at], project)
      const [letter] = JSON.parse(shown.stdout)
      assert.deepEqual(
        { ...letter, id: 'an id', firstFailure: 'then' },
        {
          id: 'an id',
          error: 'Error',
          message: 'illegible',
          attempts: 2,
          firstFailure: 'then',
          queue: 'letters',
          headers: { 'nameko.language': 'fr' },
          payload: { text: 'dear reader' },
        },
      )

      legible = true
      await room.reader()
      const replay = await dlq('replay', 'letters', letter.id)
      assert.equal(replay.stdout, `replayed  ${letter.id}  to letters\n`)
      const third = (await arrived('letter', 3)).at(-1)
      assert.deepEqual([third?.payload, third?.data.language], [{ text: 'dear reader' }, 'fr'])
      assert.equal(await count(DEAD), 0)
    })

    it('shows messages as often as it is asked, and leaves them in their order', async () => {
      for (const text of ['one', 'two', 'three']) await bury({ text })
      for (let time = 0; time < 3; time++) {
        const { stdout } = await dlq('show', DEAD, '--limit', '2')
        assert.match(
          stdout,
          /Illegible: what is that\?\n {2}from {5}letters, 3 attempts since 2026/,
        )
        assert.deepEqual(stdout.match(/text: '\w+'/g), ["text: 'one'", "text: 'two'"])
      }
      assert.equal(await count(DEAD), 3)
    })

    it('shows no secrets, and nothing that a terminal obeys', async () => {
      await bury(
        { password: 'hunter2', note: 'a\u001b[2Jb\nc', at: 'amqp://u:sesame@host' },
        { 'mycelia.error_message': 'bad\u001b]0;title\u0007 amqp://u:sesame@host', token: 'abc' },
      )
      const { stdout } = await dlq('show', 'letters')
      assert.doesNotMatch(stdout, /hunter2|sesame|abc|(?!\n)\p{Cc}/u)
      assert.equal(stdout.split('\n').length, 5)
    })

    it('replays those that are named, one after the other, and leaves the rest', async () => {
      for (const text of ['one', 'two', 'three']) await bury({ text })
      const shown = JSON.parse((await dlq('show', DEAD, '--json')).stdout)
      const { code } = await dlq('replay', DEAD, shown[1].id)
      assert.deepEqual([code, await count(DEAD), await count('letters')], [0, 2, 1])
      const replayed = await channel.get('letters', { noAck: true })
      assert.ok(replayed !== false)
      assert.equal(replayed.content.toString(), '{"text":"two"}')
      assert.deepEqual(Object.keys(replayed.properties.headers ?? {}), [])
      await dlq('replay', DEAD, '--all')
      assert.deepEqual([await count(DEAD), await count('letters')], [0, 2])
    })

    it('leaves what cannot go where it is to go', async () => {
      await bury('{}', { 'mycelia.queue': 'rpc-payments_service' })
      await bury('{}', { 'mycelia.queue': 'letters-gone' })
      const { code, stdout, stderr } = await dlq('replay', 'letters', '--all')
      assert.equal(code, 1)
      assert.match(stdout, /it says that it comes from rpc-payments_service/)
      assert.match(stdout, /there is no letters-gone/)
      assert.match(stderr, /2 of 2 were left/)
      assert.equal(await count(DEAD), 2)
      assert.equal((await dlq('replay', 'letters', '--all', '--to', 'letters')).code, 0)
      assert.deepEqual([await count(DEAD), await count('letters')], [0, 2])
    })

    it('takes a message off its queue only when the other one has it', async () => {
      await channel.assertQueue('full', {
        arguments: { 'x-max-length': 0, 'x-overflow': 'reject-publish' },
      })
      await bury('{}')
      const config = await loadConfig({ broker: opened.uri })
      await using letters = await openDeadLetters(config, quiet)
      const replayed: Replayed[] = []
      const onReplayed = (one: Replayed) => void replayed.push(one)
      await assert.rejects(letters.replay(DEAD, { to: 'full', onReplayed }))
      assert.deepEqual([replayed, await count(DEAD), await count('full')], [[], 1, 0])
    })

    it('throws messages away when it is told twice', async () => {
      await bury('{}')
      const asked = await dlq('purge', 'letters')
      assert.deepEqual([asked.code, await count(DEAD)], [2, 1])
      assert.match(asked.stderr, /to throw 1 message of letters--dead away, say --yes/)
      const { stdout } = await dlq('purge', 'letters', '--yes')
      assert.equal(stdout, '1 thrown away from letters--dead\n')
      assert.equal(await count(DEAD), 0)
    })

    it('says what is not there, and what it has to be told', async () => {
      const missing = await dlq('show', 'nothing')
      assert.equal(missing.code, 1)
      assert.match(missing.stderr, /there is no queue "nothing--dead"/)
      const which = await dlq('replay', 'letters')
      assert.equal(which.code, 2)
      assert.match(which.stderr, /the ids that `mycelia dlq show` tells, or --all/)
      const nameless = await dlq('list')
      if (nameless.code !== 0) assert.match(nameless.stderr, /which queues\?/)
    })
  })
}
