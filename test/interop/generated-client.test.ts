import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { type Cluster, connect, IncorrectSignature } from 'mycelia'
import { generate } from '../../generator/generate.js'
import { quiet } from '../support/quiet.js'
import { fewSettings } from './pairs.js'
import { PythonProcess } from './python-process.js'
import { ShopClient, Status } from './shop/src/generated/clients/shop.client.js'

describe('the client of python/shop.py', () => {
  it('is what its source gives', async () => {
    const projectFolder = fileURLToPath(new URL('./shop', import.meta.url))
    const { changes, notes } = await generate({ projectFolder, check: true })
    const { create, replace, remove } = changes
    assert.deepEqual([...create, ...replace, ...remove, ...notes], [])
  })
})

for (const { name, broker, nameko } of fewSettings) {
  describe(`a client generated from Python, on ${name}`, () => {
    let opened: Awaited<ReturnType<typeof broker.open>>
    let cluster: Cluster
    let python: PythonProcess
    let shop: ShopClient

    before(async () => {
      opened = await broker.open()
      python = await PythonProcess.start(nameko, 'serve.py', opened.uri, 'shop')
      cluster = await connect({ uri: opened.uri, log: quiet })
      shop = cluster.client(ShopClient)
    })
    after(async () => {
      await cluster.close()
      await python[Symbol.asyncDispose]()
      await opened.close()
    })

    it('sends and receives TypedDicts and enumerations', async () => {
      const lines = [{ sku: 'a', count: 2 }]
      const placed = { id: 1, status: Status.OPEN, lines }
      assert.deepEqual(await shop.placeOrder(lines), { ...placed, note: null })
      assert.deepEqual(await shop.placeOrder(lines, 'b'), { ...placed, note: 'b' })
      assert.deepEqual(await shop.placeOrder(lines, null), { ...placed, note: null })
      assert.deepEqual(await shop.search({ limit: 3 }), [{ limit: 3 }])
      assert.deepEqual(await shop.search({ status: 'sent' }), [{ status: 'sent' }])
    })

    it("leaves Python's defaults to Python, and names what has to be named", async () => {
      assert.equal(await shop.describe('c'), '1 2 c 4')
      assert.equal(await shop.describe('c', 'a'), 'a 2 c 4')
      assert.equal(await shop.describe('c', undefined, 'b'), '1 b c 4')
      assert.equal(await shop.describe('c', 'a', 'b', 'd'), 'a b c d')
      assert.equal(await shop.describe('c', undefined, undefined, 'd'), '1 2 c d')
    })

    it('gives as many arguments as there are', async () => {
      assert.equal(await shop.add(), 0)
      assert.equal(await shop.add(1, 2, 3), 6)
    })

    it('reads dates, and what travels as text', async () => {
      const moment = new Date('2026-01-31T09:30:00.000Z')
      const next = new Date('2026-02-01T09:30:00.000Z')
      assert.deepEqual(await shop.dayAfter(moment.toISOString()), next)
      assert.deepEqual(await shop.midnight(), new Date('2026-01-31T00:00:00Z'))
      assert.equal(await shop.price(), '1.10')
      assert.equal(await shop.price('USD'), '1.10')
      assert.equal(await shop.token(), '12345678-1234-5678-1234-567812345678')
      assert.equal(await shop.closesAt(), null)
    })

    it('sends tuples, records and what has no type', async () => {
      assert.deepEqual(await shop.locate({ street: 'a', at: [1.5, 2] }), [1.5, 2])
      const json = { a: [1, null, true, { b: 'c' }] }
      assert.deepEqual(await shop.echo(json), json)
      assert.deepEqual(await shop.whatever(json), json)
      assert.deepEqual(await shop.count({ a: 1 }), { a: 1 })
      assert.deepEqual(await shop.tally({ b: 2 }), { b: 2 })
      assert.deepEqual(await shop.old(1), [1, null])
      assert.deepEqual(
        await shop.old(undefined, 2).catch((error: unknown) => error instanceof IncorrectSignature),
        true,
      )
      assert.equal(await shop.nothing(), undefined)
    })
  })
}
