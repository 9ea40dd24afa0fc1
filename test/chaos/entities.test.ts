import assert from 'node:assert/strict'
import { once } from 'node:events'
import { after, before, describe, it } from 'node:test'
import { type Channel, type ChannelModel, connect } from 'amqplib'
import { encodeFrame, encodeMethod, FRAME_METHOD } from '../../runtime/frames/index.js'
import { brokers, type OpenBroker } from '../support/brokers.js'
import { TcpProxy } from '../support/tcp-proxy.js'
import { Load } from './load.js'
import { nothingLost, Rig } from './rig.js'

/** Says goodbye as a broker does whose operator closes a connection. */
const FORCED = encodeFrame(
  FRAME_METHOD,
  0,
  encodeMethod('connectionClose', {
    replyCode: 320,
    replyText: 'CONNECTION_FORCED - Closed via management plugin',
    classId: 0,
    methodId: 0,
  }),
)

for (const broker of brokers) {
  describe(`calls and events whose queues and channels go, on ${broker.name}`, () => {
    let opened: OpenBroker
    /** Somebody else, with the rights to do harm. */
    let other: ChannelModel
    let channel: Channel

    before(async () => {
      opened = await broker.open()
      other = await connect(opened.uri, { noDelay: true })
      channel = await other.createChannel()
    })
    after(async () => {
      await Promise.all([once(other, 'close'), other.close()])
      await opened.close()
    })

    const HANDLER = 'evt-ledger_service-booked--ledger_service.note'

    it('go on when the queue of requests is deleted under the service', async () => {
      await using rig = await Rig.open({ uri: opened.uri, timeout: 3_000 })
      await channel.deleteQueue('rpc-ledger_service')
      assert.deepEqual(await rig.judge(), nothingLost)
      const { answered, UnknownService = 0, RpcTimeout = 0 } = rig.load.outcomes()
      // Until it is there again nobody serves; what waited in it went with it.
      assert.equal(answered! + UnknownService + RpcTimeout, rig.load.calls.length)
    })

    it('go on when the queue of events is deleted under the service', async () => {
      await using rig = await Rig.open({ uri: opened.uri })
      await channel.deleteQueue(HANDLER)
      // Until it is there again, events have nowhere to go.
      await rig.journal.more('noted')
      await rig.load.goesOn()
      await rig.load.stop()
      assert.deepEqual(rig.load.unsettled(), { never: 0, twice: 0 })
      assert.deepEqual(rig.load.outcomes(), { answered: rig.load.calls.length })
      assert.deepEqual(await rig.journal.missing('noted', rig.load.acknowledged.slice(-1)), [])
    })

    it('go on when the queue of replies is deleted under the caller', async () => {
      await using line = await TcpProxy.start(opened.uri)
      const declared = line.next('queueDeclare', ({ queue }) => queue.startsWith('rpc.reply-'))
      await using rig = await Rig.open({ uri: line.uri, serviceUri: opened.uri, timeout: 3_000 })
      await channel.deleteQueue((await declared).queue)
      assert.deepEqual(await rig.judge(), nothingLost)
      assert.equal(rig.told.caller.count('disconnected'), 0)
    })

    it('go on when the exchange of requests is deleted under caller and service', async () => {
      await using rig = await Rig.open({ uri: opened.uri, timeout: 3_000 })
      await channel.deleteExchange('nameko-rpc')
      assert.deepEqual(await rig.judge(), nothingLost)
      const { answered, UnknownService = 0, RpcTimeout = 0 } = rig.load.outcomes()
      // What was under way may have lost its way there or back.
      assert.equal(answered! + UnknownService + RpcTimeout, rig.load.calls.length)
      assert.equal(rig.told.service.count('disconnected'), 0)
    })

    it('go on when the exchange of requests went while nobody called, and somebody has made it again', async () => {
      await using rig = await Rig.open({ uri: opened.uri, timeout: 1_000 })
      await rig.load.stop()
      await channel.deleteExchange('nameko-rpc')
      await channel.assertExchange('nameko-rpc', 'topic')
      const load = new Load(rig.cluster, { timeout: 1_000 })
      await load.goesOn()
      await load.stop()
      assert.deepEqual(load.unsettled(), { never: 0, twice: 0 })
      const { answered, UnknownService = 0, RpcTimeout = 0 } = load.outcomes()
      assert.equal(answered! + UnknownService + RpcTimeout, load.calls.length)
    })

    it('go on when the exchange of events is deleted under emitter and handler', async () => {
      await using rig = await Rig.open({ uri: opened.uri })
      const { load, journal } = rig
      await channel.deleteExchange('ledger_service.events')
      // Until the queue is bound again, events have nowhere to go. Two may have been on their way.
      const since = load.acknowledged.length + 2
      while (!load.acknowledged.slice(since).some((id) => journal.counts('noted').has(id))) {
        await journal.more('noted')
      }
      await load.stop()
      assert.deepEqual(load.unsettled(), { never: 0, twice: 0 })
      assert.deepEqual(load.outcomes(), { answered: load.calls.length })
      assert.deepEqual(await journal.missing('noted', load.acknowledged.slice(-1)), [])
    })

    it('go on when the broker closes the connections of caller and service', async () => {
      await using line = await TcpProxy.start(opened.uri)
      await using rig = await Rig.open({ uri: line.uri, timeout: 3_000 })
      const lost = rig.lost()
      line.inject('down', FORCED)
      await lost
      assert.deepEqual(await rig.judge(), nothingLost)
    })
  })
}
