import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, describe, it } from 'node:test'
import { InvalidArguments } from 'mycelia'
import { explainArguments, explainResult, formatProblems } from 'mycelia/codec'
import { contractFromJson } from 'mycelia/contract'
import { type TestCluster, testCluster } from 'mycelia/testing'
import { jsonSchema } from '../../generator/json-schema/index.js'
import {
  bookMethod,
  chooseMethod,
  labelMethod,
  soldHandler,
} from '../golden/ledger/src/generated/ledger.codecs.js'
import { ledgerServer } from '../golden/ledger/src/generated/ledger.server.js'

const FILE = '../golden/ledger/src/generated/ledger.contract.json'
const entry = {
  account: 'a',
  booked: '2026-01-31T09:30:00.000Z',
  parts: [{ amount: 1 }],
  labels: { main: { colour: 'red' } },
}

/** What the caller is told; nothing when the arguments are taken. */
async function refusal(codec: typeof bookMethod | typeof chooseMethod, args: unknown[]) {
  if (codec.acceptsArgs?.(args) ?? true) return ''
  const { args: schema } = await codec.schemas()
  return formatProblems(explainArguments(schema.safeDecode(args), codec.params))
}

const excess = (place: string) => `${place}: Invalid input: no such property is declared`

describe("a service with excessProperties: 'reject'", () => {
  it('takes what is declared', async () => {
    assert.equal(await refusal(bookMethod, [entry, { kind: 'card', digits: '1' }]), '')
    assert.equal(await refusal(bookMethod, [entry, null]), '')
    assert.equal(await refusal(chooseMethod, [{ code: 1 }, [{ colour: 'red' }]]), '')
  })

  it('refuses every property more, each with its place', async () => {
    const parts = [{ amount: 1 }, { amount: 2, x: 1, 'a b': 2 }]
    const labels = { main: { colour: 'red', hue: 1 } }
    assert.equal(
      await refusal(bookMethod, [{ ...entry, parts, labels, extra: 1 }, null]),
      ['entry.parts[1].x', 'entry.parts[1]["a b"]', 'entry.labels.main.hue', 'entry.extra']
        .map(excess)
        .join('; '),
    )
  })

  it('refuses them in the member of a union that is meant, in sets and in maps', async () => {
    const card = { kind: 'card', digits: '1', iban: 'x' }
    assert.equal(await refusal(bookMethod, [entry, card]), excess('from.iban'))
    const sent = { main: { colour: 'red', hue: 1 } }
    const bank = { kind: 'bank', iban: 'x', sent }
    assert.equal(await refusal(bookMethod, [entry, bank]), excess('from.sent.main.hue'))
    const more = [{ colour: 'red', hue: 1 }]
    assert.equal(await refusal(chooseMethod, [{ code: 1 }, more]), excess('more[0].hue'))
  })

  it('wants the value of a union to be one of its members as a whole', async () => {
    assert.match(await refusal(chooseMethod, [{ name: 'a', code: 1 }]), /^of\.code: .* declared/)
  })

  it('shows a long name in part', async () => {
    const told = await refusal(bookMethod, [{ ...entry, ['k'.repeat(1e6)]: 1 }, null])
    assert.equal(told, excess(`entry["${'k'.repeat(100)}…"]`))
  })

  it('refuses them in events', () => {
    assert.equal(soldHandler.accepts?.({ colour: 'red' }), true)
    assert.equal(soldHandler.accepts?.({ colour: 'red', hue: 1 }), false)
  })

  it('drops them from what it gives, and never names them as a reason', async () => {
    const given = { colour: 'red', secret: true }
    assert.equal(labelMethod.isResult?.(given), true)
    assert.deepEqual(labelMethod.encodeResult?.(given), { colour: 'red' })
    const { result } = await labelMethod.schemas()
    const wrong = result.safeEncode({ colour: 1, secret: true })
    assert.equal(
      formatProblems(explainResult(wrong)),
      'result.colour: Invalid input: expected string, received number',
    )
  })

  it('says so in its JSON schema', () => {
    const { types } = contractFromJson(readFileSync(new URL(FILE, import.meta.url), 'utf8'))
    assert.deepEqual(
      jsonSchema(types.Label!.type, (name) => name, types),
      {
        type: 'object',
        properties: { colour: { type: 'string' } },
        required: ['colour'],
        additionalProperties: false,
      },
    )
  })

  describe('over the network', () => {
    let cluster: TestCluster
    before(async () => {
      cluster = await testCluster([ledgerServer])
    })
    after(() => cluster[Symbol.asyncDispose]())

    it('answers a dynamic client with InvalidArguments', async () => {
      const book = cluster.rpc.ledger!.book!
      assert.equal(await book(entry, null), null)
      await assert.rejects(book({ ...entry, extra: 1 }, null), (error) => {
        assert.ok(error instanceof InvalidArguments)
        assert.match(error.message, /entry\.extra: Invalid input: no such property is declared/)
        return true
      })
    })
  })
})
