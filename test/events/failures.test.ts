import assert from 'node:assert/strict'
import { after, afterEach, before, beforeEach, describe, it } from 'node:test'
import { ServiceError } from 'mycelia'
import { arrivalsAt, arrived, behave } from '../newsroom/src/inbox.js'
import { brokers, type OpenBroker } from '../support/brokers.js'
import { Newsroom } from './newsroom.js'

const QUEUE = 'evt-python_service-happened--reader_service.on_happened'
const DEAD = `${QUEUE}--dead`
const EVENT = { at: '2024-05-06T07:08:09Z', count: 1 }

class Forbidden extends ServiceError {
  static override readonly code = 'reader.Forbidden'
  static override readonly retry = 'never'
}

for (const broker of brokers) {
  describe(`a handler that fails on ${broker.name}`, () => {
    let opened: OpenBroker
    let room: Newsroom

    before(async () => {
      opened = await broker.open()
    })
    beforeEach(async () => {
      room = await Newsroom.open(opened)
    })
    afterEach(() => room[Symbol.asyncDispose]())
    after(() => opened.close())

    it('is done with the event, as in Nameko', async () => {
      await room.emitter()
      const reader = await room.reader()
      behave('careless', () => {
        throw new Error('nothing works')
      })
      await (await room.news()).retract('a-1')
      await arrived('careless', 1)
      await reader.close()
      const queue = 'evt-news_service-retracted--reader_service.careless'
      assert.equal((await room.channel.checkQueue(queue)).messageCount, 0)
    })

    it('is called again after a pause, with requeueOnError', async () => {
      await room.reader()
      const times: number[] = []
      behave('foreign', () => {
        times.push(Date.now())
        if (times.length < 3) throw new Error('not yet')
      })
      room.emit('happened', EVENT, { 'nameko.user_id': 7, other: 'x' })
      const arrivals = await arrived('foreign', 3)
      assert.ok(times[1]! - times[0]! >= 30, `the first pause is ${times[1]! - times[0]!} ms`)
      assert.ok(times[2]! - times[1]! >= 50, `the second pause is ${times[2]! - times[1]!} ms`)
      // What tells of failures stays out of the context.
      for (const { data } of arrivals) assert.deepEqual({ ...data }, { user_id: 7, other: 'x' })
    })

    it('leaves the event in a dead-letter queue after its retries, with the reason', async () => {
      await room.reader()
      behave('foreign', () => {
        throw new TypeError('broken for good')
      })
      const before = Date.now()
      room.emit('happened', EVENT, { 'nameko.user_id': 7 })
      const { content, properties } = await room.take(DEAD)
      assert.deepEqual(JSON.parse(content.toString()), EVENT)
      const { 'mycelia.first_failure': first, ...headers } = properties.headers ?? {}
      assert.deepEqual(headers, {
        'nameko.user_id': 7,
        'mycelia.attempts': 3,
        'mycelia.queue': QUEUE,
        'mycelia.error_code': 'TypeError',
        'mycelia.error_message': 'broken for good',
      })
      assert.ok(Date.parse(first) >= before && Date.parse(first) <= Date.now())
      assert.equal(arrivalsAt('foreign').length, 3)
    })

    it('is not called again where it says that this would never help', async () => {
      await room.reader()
      behave('foreign', () => {
        throw new Forbidden('not for us')
      })
      room.emit('happened', EVENT)
      const { properties } = await room.take(DEAD)
      assert.equal(properties.headers?.['mycelia.error_code'], 'reader.Forbidden')
      assert.equal(properties.headers?.['mycelia.attempts'], 1)
      assert.equal(arrivalsAt('foreign').length, 1)
    })

    for (const [what, body, code, message] of [
      ['of another type', '{"at": "yesterday", "count": 1}', 'InvalidArguments', /payload\.at/],
      ['that is not JSON', '{"at": ', 'MalformedRequest', /not JSON/],
    ] as const) {
      it(`is not called with a payload ${what}: that goes to the dead-letter queue`, async () => {
        await room.reader()
        room.emit('happened', body)
        const { content, properties } = await room.take(DEAD)
        assert.equal(content.toString(), body)
        assert.equal(properties.headers?.['mycelia.error_code'], code)
        assert.match(properties.headers?.['mycelia.error_message'], message)
        assert.deepEqual(arrivalsAt('foreign'), [])
      })
    }

    it('gets the event after a restart that falls into the pause', async () => {
      const first = await room.reader()
      behave('foreign', () => {
        throw new Error('not by this one')
      })
      room.emit('happened', EVENT)
      await arrived('foreign', 1)
      await first.close()
      behave('foreign', () => {})
      await room.reader()
      await arrived('foreign', 2)
    })

    it('can be sent what it left: the dead-letter queue says where it came from', async () => {
      await room.reader()
      behave('foreign', () => {
        throw new Forbidden('not now')
      })
      room.emit('happened', EVENT)
      const { content, properties } = await room.take(DEAD)
      behave('foreign', () => {})
      const { headers = {}, contentType, contentEncoding } = properties
      room.channel.sendToQueue(headers['mycelia.queue'], content, { contentType, contentEncoding })
      await arrived('foreign', 2)
    })

    it('is let finish what it has begun when the service stops; the rest is given back', async () => {
      const reader = await room.reader({ settings: { maxWorkers: 1 } })
      let release = () => {}
      behave('foreign', () => new Promise<void>((resolve) => (release = resolve)))
      for (const count of [1, 2, 3]) room.emit('happened', { ...EVENT, count })
      await arrived('foreign', 1)
      const closed = reader.close()
      release()
      await closed
      assert.equal(arrivalsAt('foreign').length, 1)
      assert.equal((await room.channel.checkQueue(QUEUE)).messageCount, 2)
      behave('foreign', () => {})
      await room.reader()
      const counts = (await arrived('foreign', 3)).map(({ payload }) => payload.count)
      assert.deepEqual([...counts].sort(), [1, 2, 3])
    })
  })
}
