import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import type { MethodCodec, MethodSchemas, SchemaOutcome } from 'mycelia/codec'
import { type Contract, contractFromJson, type Method, type Type } from 'mycelia/contract'
import * as ledger from '../golden/ledger/src/generated/ledger.codecs.js'
import * as orders from '../golden/orders/src/generated/orders.codecs.js'
import * as shapes from '../golden/shapes/src/generated/shapes.codecs.js'
import { arbitraryValue, spoiled } from './arbitrary-value.js'

/** Beside those of methods there are codecs of errors. */
const SERVICES = { ledger, orders, shapes } as Readonly<
  Record<string, Readonly<Record<string, unknown>>>
>
const RUNS = 200

/** The codecs are straight-line code, the schemas zod's: both are written from one contract. */
for (const [name, codecs] of Object.entries(SERVICES)) {
  const file = new URL(`../golden/${name}/src/generated/${name}.contract.json`, import.meta.url)
  const contract = contractFromJson(readFileSync(file, 'utf8'))

  for (const method of contract.methods) {
    const codec = codecs[`${method.name}Method`] as MethodCodec

    describe(`the codec of ${name}.${method.name}`, () => {
      it('takes and refuses the same arguments as the schema', async () => {
        const { args } = await codec.schemas()
        fc.assert(
          fc.property(spoiledArguments(method, contract, codec), (given) => {
            const isTaken = codec.acceptsArgs?.(given) ?? true
            assert.equal(isTaken, args.safeDecode(given).success)
          }),
          { numRuns: RUNS },
        )
      })

      // What a method without a result returns is nobody's business.
      if (method.result.kind === 'void') return

      it('takes each result of the type, and brings it through JSON as it was', async () => {
        const { result } = await codec.schemas()
        fc.assert(
          fc.property(arbitraryValue(method.result, contract.types), (value) => {
            const json = throughJson(value, codec)
            const back = codec.decodeResult === undefined ? json : codec.decodeResult(json)
            assert.deepEqual(plain(back), plain(value))
            assert.deepEqual(decodedBy(result, json), plain(value))
          }),
          { numRuns: RUNS },
        )
      })

      it('takes and refuses the same results as the schema', async () => {
        const { result } = await codec.schemas()
        const accepts = codec.acceptsResult ?? codec.isResult ?? (() => true)
        fc.assert(
          fc.property(spoiledResult(method, contract, codec), (json) => {
            const isTaken = accepts(json)
            const outcome = result.safeDecode(json)
            // Exact types refuse what a service is given: its callers drop what they are given more.
            if (isTaken && hasExcessAlone(outcome)) return
            assert.equal(isTaken, outcome.success)
            if (!isTaken) return
            const decoded = codec.decodeResult === undefined ? json : codec.decodeResult(json)
            assert.deepEqual(plain(decoded), decodedBy(result, json))
          }),
          { numRuns: RUNS },
        )
      })
    })
  }
}

function throughJson(value: unknown, codec: MethodCodec): unknown {
  assert.ok(codec.isResult?.(value) ?? true)
  const encoded = codec.encodeResult === undefined ? value : codec.encodeResult(value)
  const json: unknown = JSON.parse(JSON.stringify(encoded) ?? 'null')
  const accepts = codec.acceptsResult ?? codec.isResult
  assert.ok(accepts?.(json) ?? true)
  return json
}

function spoiledResult(method: Method, contract: Contract, codec: MethodCodec) {
  return arbitraryValue(method.result, contract.types)
    .map((value) => throughJson(value, codec))
    .chain(spoiled)
}

function spoiledArguments(method: Method, contract: Contract, codec: MethodCodec) {
  const types = method.params.map(({ type, optional, rest }): Type => {
    if (rest) return { kind: 'array', items: type }
    return optional ? { kind: 'union', members: [type, { kind: 'undefined' }] } : type
  })
  const values = types.map((type) => arbitraryValue(type, contract.types))
  return fc.tuple(...values, fc.boolean()).chain((drawn) => {
    const given = drawn.slice(0, -1)
    const all = method.params.at(-1)?.rest ? [...given.slice(0, -1), ...given.at(-1)] : given
    const encoded = codec.encodeArgs === undefined ? all : codec.encodeArgs(all)
    const json = encoded.map((item) =>
      item === undefined ? undefined : JSON.parse(JSON.stringify(item)),
    )
    if (!drawn.at(-1) || json.length === 0) return fc.constant(json)
    return fc
      .nat(json.length - 1)
      .chain((index) => spoiled(json[index]).map((item) => json.with(index, item)))
  })
}

function hasExcessAlone({ success, error }: SchemaOutcome): boolean {
  return !success && error!.issues.every(({ code }) => code === 'unrecognized_keys')
}

function decodedBy(schema: MethodSchemas['result'], json: unknown): unknown {
  const outcome = schema.safeDecode(json) as SchemaOutcome & { readonly data?: unknown }
  assert.ok(outcome.success, JSON.stringify(outcome.error?.issues))
  return plain(outcome.data)
}

/** What is absent and what is undefined are the same; so are the orders of keys. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null || value instanceof Date) return value
  const entries = Object.entries(value).filter(([, item]) => item !== undefined)
  return Object.fromEntries(entries.map(([key, item]) => [key, plain(item)]))
}
