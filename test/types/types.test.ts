import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import fc from 'fast-check'
import type { MethodCodec } from 'mycelia/codec'
import { Temporal } from 'temporal-polyfill'
import { arbitraryValue, spoiled } from '../emit/arbitrary-value.js'
import { compile, unmark } from '../emit/compile.js'
import { contractOf, importGenerated, serveForms } from './serve-forms.js'

import { groups } from './types-page.js'

;(globalThis as any).Temporal ??= Temporal

const forms = groups.flatMap((group) => group.forms)
const project = await serveForms(forms)
const contract = contractOf(project)
const codecs = await importGenerated(project, 'forms.codecs')
const RUNS = 50

after(() => project[Symbol.dispose]())

for (const { title, forms: members } of groups) {
  describe(title, () => {
    for (const form of members) {
      const method = contract.methods[forms.indexOf(form)]!
      const codec: MethodCodec = codecs[`${method.name}Method`]
      const accepts = codec.acceptsResult ?? codec.isResult ?? (() => true)
      const is = codec.isResult ?? (() => true)
      const encode = codec.encodeResult ?? ((value: unknown) => value)
      const decode = codec.decodeResult ?? ((json: unknown) => json)

      it(`${form.type} travels and arrives as what it was`, async () => {
        const { args, result } = (await codec.schemas()) as any
        for (const [value, json = value] of form.accepts) {
          assert.ok(is(value))
          assert.deepEqual(throughJson(encode(value)), json)
          assert.ok(accepts(json))
          assert.deepEqual(decode(json), value)
          assert.deepEqual(result.decode(json), value)
          assert.deepEqual(throughJson(result.encode(value)), json)
          assert.ok(codec.acceptsArgs?.([json]) ?? true)
          assert.deepEqual(args.decode([json]), [value])
        }
      })

      it(`${form.type} is refused where it is none`, async () => {
        const { args, result } = (await codec.schemas()) as any
        for (const json of form.refuses) {
          assert.ok(!accepts(json), JSON.stringify(json))
          assert.ok(!codec.acceptsArgs?.([json]), JSON.stringify(json))
          assert.ok(!result.safeDecode(json).success, JSON.stringify(json))
          assert.ok(!args.safeDecode([json]).success, JSON.stringify(json))
        }
      })

      it(`${form.type} is the same to the codec and to the schema, whatever comes`, async () => {
        const { result } = (await codec.schemas()) as any
        const values = arbitraryValue(method.result, contract.types)
        fc.assert(
          fc.property(values, (value) => {
            assert.ok(is(value))
            const json = throughJson(encode(value))
            assert.ok(accepts(json))
            assert.deepEqual(decode(json), result.decode(json))
          }),
          { numRuns: RUNS },
        )
        const wrong = values.map((value) => throughJson(encode(value))).chain(spoiled)
        fc.assert(
          fc.property(wrong, (json) => {
            assert.equal(accepts(json), result.safeDecode(json).success)
          }),
          { numRuns: RUNS },
        )
      })
    }
  })
}

describe('the generated code', () => {
  it('compiles', () => {
    unmark(project.folder)
    assert.equal(compile('typescript', project.folder), '')
  })
})

function throughJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value) ?? 'null')
}
