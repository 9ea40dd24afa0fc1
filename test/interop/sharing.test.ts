import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type Cluster, connect, type Running, run } from 'mycelia'
import { RawPeer } from '../rpc/raw-peer.js'
import type { OpenBroker } from '../support/brokers.js'
import { quiet } from '../support/quiet.js'
import { settings } from './pairs.js'
import { PythonCaller } from './python-caller.js'
import { PythonProcess } from './python-process.js'
import { TwinClient } from './twin/src/generated/twin.client.js'
import { twinServer } from './twin/src/generated/twin.server.js'

const CALLS = 20

/** One service, one queue, an instance in each language: as it is while a service moves. */
for (const { name, broker, nameko } of settings) {
  describe(`a queue that both languages serve, on ${name}`, () => {
    let opened: OpenBroker
    let inPython: PythonProcess
    let inTypeScript: Running
    let cluster: Cluster
    let twin: TwinClient

    before(async () => {
      opened = await broker.open()
      cluster = await connect({ uri: opened.uri, log: quiet })
      twin = cluster.client(TwinClient)
      inPython = await PythonProcess.start(nameko, 'serve.py', opened.uri, 'twin_service')
    })
    after(async () => {
      await inPython[Symbol.asyncDispose]()
      await inTypeScript.close()
      await cluster.close()
      await opened.close()
    })

    /** Who answers so many calls. */
    async function answering(): Promise<readonly string[]> {
      const languages = new Set<string>()
      for (let i = 0; i < CALLS; i++) languages.add(await twin.whichLanguage())
      return [...languages].sort()
    }

    it("is Python's alone at first", async () => {
      assert.deepEqual(await answering(), ['python'])
    })

    it('is declared alike by TypeScript, which takes a part of the calls', async () => {
      inTypeScript = await run([twinServer], { uri: opened.uri, log: quiet })
      assert.deepEqual(await answering(), ['python', 'typescript'])
    })

    it('serves callers of both languages, whoever answers', async () => {
      await using python = await PythonCaller.start(nameko, opened.uri)
      const greetings = await python.ask(
        `{greeter.greet('a') for _ in range(${CALLS})} == {'Hello, a!'}`,
      )
      assert.equal(greetings, true)
      const languages = `sorted({greeter.which_language() for _ in range(${CALLS})})`
      assert.deepEqual(await python.ask(languages), ['python', 'typescript'])
    })

    it('answers many calls at once, none twice and none never', async () => {
      const names = Array.from({ length: 200 }, (_, i) => `n${i}`)
      const greetings = await Promise.all(names.map((who) => twin.greet(who)))
      assert.deepEqual(
        greetings,
        names.map((who) => `Hello, ${who}!`),
      )
      await using peer = await RawPeer.connect(opened.uri)
      assert.equal(await peer.waiting('rpc-twin_service'), 0)
    })

    it("is TypeScript's alone when Python has stopped", async () => {
      assert.equal(await inPython.stop(), 0)
      assert.deepEqual(await answering(), ['typescript'])
    })

    it("is declared alike by Python when it comes back, and Python's alone when TypeScript has stopped", async () => {
      inPython = await PythonProcess.start(nameko, 'serve.py', opened.uri, 'twin_service')
      assert.deepEqual(await answering(), ['python', 'typescript'])
      await inTypeScript.close()
      assert.deepEqual(await answering(), ['python'])
    })
  })
}
