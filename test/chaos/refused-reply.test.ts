import assert from 'node:assert/strict'
import { once } from 'node:events'
import { describe, it } from 'node:test'
import { connect } from 'amqplib'
import { run } from 'mycelia'
import { startBroker } from 'mycelia/broker'
import { loadConfig } from 'mycelia/config'
import { Told } from '../amqp/open-transport.js'
import { ledgerServer } from '../ledger/src/generated/ledger.server.js'
import { quiet } from '../support/quiet.js'
import { Journal } from './journal.js'

const EVERYTHING = { configure: '.*', write: '.*', read: '.*' }

describe('a reply that the broker refuses, and closes the channel over', () => {
  it('is given up after some attempts, and its request is not run again', async () => {
    using journal = new Journal()
    const broker = await startBroker({
      log: quiet,
      users: [
        { name: 'guest', password: 'guest' },
        {
          name: 'mute',
          password: 'mute',
          permissions: { '*': EVERYTHING },
          topicPermissions: [
            { vhost: '/', exchange: 'nameko-rpc', write: '^nothing$', read: '.*' },
          ],
        },
      ],
    })
    const config = await loadConfig({ broker: `amqp://mute:mute@127.0.0.1:${broker.port}` })
    const told = new Told()
    const running = await run([ledgerServer], {
      config: { ...config, raw: { ...config.raw, journal: journal.file } },
      log: told.logger,
    })
    const caller = await connect(broker.uri, { noDelay: true })
    const channel = await caller.createChannel()
    channel.publish(
      'nameko-rpc',
      'ledger_service.book',
      Buffer.from('{"args": ["unheard"], "kwargs": {}}'),
      { contentType: 'application/json', replyTo: '5d2c1f0e-7a55-4e0a-9a52-0d9f2f6c1b11' },
    )
    await told.untilLine(/^warn: a reply was lost 5 times; it is given up$/)
    await running.close()
    assert.equal((await channel.checkQueue('rpc-ledger_service')).messageCount, 0)
    assert.equal(journal.counts('began').get('unheard'), 1)
    await Promise.all([once(caller, 'close'), caller.close()])
    await broker.close()
  })
})
