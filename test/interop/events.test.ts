import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type Cluster, connect, type Running, run } from 'mycelia'
import type { OpenBroker } from '../support/brokers.js'
import { quiet } from '../support/quiet.js'
import { Heard } from './heard.js'
import { settings } from './pairs.js'
import { PythonCaller } from './python-caller.js'
import { PythonProcess } from './python-process.js'
import { listenerServer } from './twin/src/generated/listener.server.js'
import { TwinClient } from './twin/src/generated/twin.client.js'
import { twinServer } from './twin/src/generated/twin.server.js'

const EVENTS = 10
const AT = new Date('2026-01-31T09:30:00.000Z')

for (const { name, broker, nameko } of settings) {
  describe(`events, on ${name}`, () => {
    let opened: OpenBroker
    let running: Running
    let cluster: Cluster
    let pythonTwin: PythonProcess
    let pythonListener: PythonProcess
    let heard: Heard

    before(async () => {
      opened = await broker.open()
      const { uri } = opened
      // Python declares first, TypeScript the same after it, and Python again.
      pythonTwin = await PythonProcess.start(nameko, 'serve.py', uri, 'twin_python')
      running = await run([twinServer, listenerServer], { uri, log: quiet })
      pythonListener = await PythonProcess.start(nameko, 'serve.py', uri, 'listener')
      cluster = await connect({ uri, log: quiet })
      heard = new Heard(pythonListener)
    })
    after(async () => {
      await pythonListener[Symbol.asyncDispose]()
      await pythonTwin[Symbol.asyncDispose]()
      await cluster.close()
      await running.close()
      await opened.close()
    })

    for (const source of ['twin_service', 'twin_python']) {
      it(`of ${source} reach handlers of both languages, once for a queue`, async () => {
        heard.forget()
        const context = { language: 'fr', user_id: 7 }
        const twin = cluster.client(TwinClient, { service: source }).with({ context })
        for (let id = 0; id < EVENTS; id++) await twin.announce({ id, at: AT })
        // One of the pool, one of all, and each instance of the broadcast.
        const events = await heard.until(EVENTS * 4)
        const ids = Array.from({ length: EVENTS }, (_, id) => id)
        for (const handler of ['pooled', 'single']) {
          const taken = events.filter((event) => event.handler === handler)
          assert.deepEqual(taken.map(({ id }) => id).sort(), ids)
          assert.deepEqual([...new Set(taken.map(({ where }) => where))].sort(), [
            'python',
            'typescript',
          ])
        }
        for (const language of ['python', 'typescript']) {
          const taken = events.filter(
            ({ handler, where }) => handler === 'everywhere' && where === language,
          )
          assert.deepEqual(taken.map(({ id }) => id).sort(), ids)
        }
        for (const { handler, stack, data } of events) {
          assert.deepEqual(data, context)
          assert.equal(stack.length, 3)
          assert.match(stack[1]!, new RegExp(`^${source}\\.announce\\.`))
          assert.match(stack[2]!, new RegExp(`^listener_service\\.${handler}\\.`))
        }
      })
    }

    it('of a Python script, without context, are typed values here', async () => {
      heard.forget()
      await using python = await PythonCaller.start(nameko, opened.uri)
      const payload = "{'id': 1, 'at': datetime.datetime(2026, 1, 31, 9, 30), 'more': True}"
      await python.ask(`dispatch('twin_python', 'announced', ${payload})`)
      const events = await heard.until(4)
      const here = events.find(
        ({ handler, where }) => handler === 'everywhere' && where === 'typescript',
      )
      assert.deepEqual(here?.payload, { id: 1, at: AT })
      assert.deepEqual(here.data, {})
      assert.match(here.stack.join(), /^listener_service\.everywhere\.[^,]+$/)
    })
  })
}
