import assert from 'node:assert/strict'
import { after, afterEach, before, beforeEach, describe, it } from 'node:test'
import {
  authToken,
  type Call,
  connect,
  type Interceptor,
  incoming,
  outgoing,
  type Running,
  run,
  ServiceError,
} from 'mycelia'
import { loadConfig } from 'mycelia/config'
import { ticks } from '../clockwork/src/clock.service.js'
import { clockServer } from '../clockwork/src/generated/clock.server.js'
import { Newsroom } from '../events/newsroom.js'
import { NewsClient } from '../newsroom/src/generated/news.client.js'
import { newsServer } from '../newsroom/src/generated/news.server.js'
import { readerServer } from '../newsroom/src/generated/reader.server.js'
import { arrivalsAt, arrived } from '../newsroom/src/inbox.js'
import { brokers, type OpenBroker } from '../support/brokers.js'
import { quiet } from '../support/quiet.js'

class Refused extends ServiceError {
  static override readonly retry = 'never'
}

for (const broker of brokers) {
  describe(`interceptors of messages on ${broker.name}`, () => {
    let opened: OpenBroker
    let room: Newsroom
    const running: Running[] = []

    before(async () => {
      opened = await broker.open()
    })
    beforeEach(async () => {
      room = await Newsroom.open(opened)
    })
    afterEach(async () => {
      await Promise.all(running.splice(0).map((services) => services.close()))
      await room[Symbol.asyncDispose]()
    })
    after(() => opened.close())

    async function start(...interceptors: readonly Interceptor[]): Promise<void> {
      const config = await loadConfig({ broker: opened.uri })
      running.push(await run([newsServer, readerServer], { config, interceptors, log: quiet }))
    }

    it('stand around each call, each event and each message, in and out', async () => {
      const seen: Call[] = []
      await start((call, next) => {
        seen.push(call)
        return next()
      })
      const news = await room.news()
      const publishedAt = new Date(0)
      await news.publish({ id: 'a-1', publishedAt })
      await news.send('letters', { text: 'dear' })
      await Promise.all([arrived('pooled', 1), arrived('letter', 1)])
      const names = seen.map(({ direction, kind, service, method }) =>
        [direction, kind, service, method].join(' '),
      )
      for (const name of [
        'incoming rpc news_service publish',
        'outgoing emit news_service published',
        'incoming event reader_service pooled',
        'outgoing publish news_service letters',
        'incoming consume reader_service letter',
      ]) {
        assert.ok(names.includes(name), name)
      }
      const argsOf = (name: string) => seen[names.indexOf(name)]?.args
      assert.deepEqual(argsOf('outgoing emit news_service published'), [{ id: 'a-1', publishedAt }])
      assert.deepEqual(argsOf('incoming consume reader_service letter'), [{ text: 'dear' }])
    })

    it('give context data to what goes out, which arrives with it', async () => {
      await start(
        outgoing((call, next) => {
          assert.equal(call.caller?.service, 'news_service')
          call.set(authToken, `for ${call.kind}`)
          return next()
        }),
      )
      const news = await room.news()
      await news.retract('a-1')
      await news.send('letters', { text: 'dear' })
      const [[event], [letter]] = await Promise.all([arrived('careless', 1), arrived('letter', 1)])
      assert.deepEqual({ ...event?.data }, { auth_token: 'for emit' })
      assert.deepEqual({ ...letter?.data }, { auth_token: 'for publish' })
    })

    it('refuse a message for good by an error that says so', async () => {
      await start(
        incoming((call, next) => {
          if (call.kind === 'consume') throw new Refused('no letters')
          return next()
        }),
      )
      await (await room.news()).send('letters', { text: 'dear' })
      const { properties } = await room.take('letters--dead')
      assert.match(JSON.stringify(properties.headers), /Refused/)
      assert.deepEqual(arrivalsAt('letter'), [])
    })

    it('let a message be tried again that they could not let pass', async () => {
      let failures = 0
      await start(
        incoming((call, next) => {
          if (call.kind === 'consume' && failures++ === 0) throw new Error('not yet')
          return next()
        }),
      )
      await (await room.news()).send('letters', { text: 'dear' })
      await arrived('letter', 1)
      assert.equal(failures, 2)
    })

    it('are done with a message that they do not pass on', async () => {
      await start(
        incoming(async (call, next) =>
          call.kind === 'event' && call.method === 'careless' ? undefined : next(),
        ),
      )
      const news = await room.news()
      await news.retract('dropped')
      await news.send('letters', { text: 'after' })
      await arrived('letter', 1)
      assert.deepEqual(arrivalsAt('careless'), [])
    })

    it('refuse an event before it goes out', async () => {
      await start(
        outgoing((call) =>
          Promise.reject(new Refused(`${call.kind} ${call.method} is not for you`)),
        ),
      )
      await using cluster = await connect({ uri: opened.uri, log: quiet })
      await assert.rejects(cluster.client(NewsClient).retract('a-1'), {
        code: 'Refused',
        message: /emit retracted is not for you/,
      })
    })
  })

  describe(`interceptors of timers on ${broker.name}`, () => {
    it('stand around each tick; one that fails leaves the timer ticking', async () => {
      const opened = await broker.open()
      const config = await loadConfig({ broker: opened.uri })
      const kinds = new Set<string>()
      let count = 0
      const interceptors = [
        incoming((call, next) => {
          kinds.add(call.kind)
          if (call.method === 'everywhere' && ++count === 1) throw new Error('not this one')
          return next()
        }),
      ]
      const ticked = new Promise<void>((resolve) => {
        ticks.onTick = (method) => method === 'everywhere' && resolve()
      })
      const running = await run([clockServer], { config, interceptors, log: quiet })
      await ticked
      assert.ok(count >= 2)
      assert.deepEqual([...kinds], ['timer'])
      await running.close()
      ticks.onTick = () => {}
      await opened.close()
    })
  })
}
