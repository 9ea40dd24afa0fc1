import assert from 'node:assert/strict'
import { readFileSync, symlinkSync } from 'node:fs'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { parse } from 'acorn'
import { Ajv } from 'ajv'
import type { MethodCodec } from 'mycelia/codec'
import { generate } from '../../generator/generate.js'
import { makeProject, type TestProject } from '../support/project.js'
import { importGenerated } from './serve-forms.js'
import {
  type Example,
  examples,
  mutated,
  readSchema,
  refusedByCompiler,
  serveWebhooks,
  type Webhooks,
} from './webhooks.js'

/** Of each example. */
const MUTATIONS = 31

describe("GitHub's webhooks, by their published types", () => {
  const ajv = new Ajv({ strict: false, validateFormats: false })
  let hooks: Webhooks

  before(async () => {
    ajv.addSchema(readSchema(), 'webhooks')
    hooks = await serveWebhooks()
  })
  after(() => hooks[Symbol.dispose]())

  const schemaOf = (event: string) => {
    const names = [`${event}_event`, `${event}$event`]
    return names.flatMap((name) => ajv.getSchema(`webhooks#/definitions/${name}`) ?? [])[0]!
  }

  const accepts = ({ event, payload }: Example) => hooks.codecOf(event).acceptsArgs!([payload])

  it('are accepted as examples, all that the published schema accepts', () => {
    for (const example of examples) {
      assert.equal(accepts(example), schemaOf(example.event)(example.payload), example.event)
    }
  })

  // Those are mostly older than properties that the types have come to require: `is_template` and
  // `custom_properties` of repositories, `reactions` of comments; or have a null where a string is.
  it('are refused as examples, the 51 of 329 that the compiler refuses for the same types', () => {
    const refused = examples.flatMap((example, index) => (accepts(example) ? [] : [index]))
    assert.deepEqual(refused, refusedByCompiler(hooks.project))
    assert.deepEqual([refused.length, examples.length], [51, 329])
  })

  it('are judged as the published schema judges them, when something in them is changed', () => {
    const count = { all: 0, refused: 0 }
    for (const { event, payload } of examples) {
      const [codec, schema] = [hooks.codecOf(event), schemaOf(event)]
      for (const changed of mutated(payload, MUTATIONS)) {
        const isAccepted = codec.acceptsArgs!([changed])
        assert.equal(isAccepted, schema(changed), event)
        count.all++
        if (!isAccepted) count.refused++
      }
    }
    assert.ok(count.all >= 10_000)
    assert.ok(count.refused > 1000 && count.refused < count.all - 1000, JSON.stringify(count))
  })
})

describe('types of DefinitelyTyped', () => {
  let project: TestProject
  let codecs: Readonly<Record<string, MethodCodec>>

  before(async () => {
    project = makeProject({
      'src/published.service.ts': `import type { Program } from 'estree'
import type { GeoJSON } from 'geojson'
import { rpc, service } from 'mycelia'

@service('published')
export class Published {
  @rpc echoProgram(program: Program): Program { return program }
  @rpc echoPlace(place: GeoJSON): GeoJSON { return place }
}
`,
    })
    const types = new URL('../../node_modules/@types', import.meta.url)
    symlinkSync(types, `${project.folder}/node_modules/@types`)
    const { problems } = await generate({ projectFolder: project.folder })
    assert.deepEqual(problems, [])
    codecs = await importGenerated(project, 'published.codecs')
  })
  after(() => project[Symbol.dispose]())

  it('carry the syntax tree of a program, with its bigints and patterns', () => {
    const codec = codecs.echoProgramMethod!
    const source = 'const a = 1n + /x/g; for (const b of [1, , "x"]) { if (b) break; else `a${b}` }'
    const program: any = parse(source, { ecmaVersion: 'latest', sourceType: 'module' })
    assert.ok(codec.isResult!(program))
    const json = JSON.parse(JSON.stringify(codec.encodeResult!(program)))
    assert.ok(codec.acceptsResult!(json))
    const { left, right } = (codec.decodeResult!(json) as any).body[0].declarations[0].init
    assert.deepEqual([left.value, right.value], [1n, /x/g])
    json.body[0].declarations[0].id.name = 7
    assert.ok(!codec.acceptsResult!(json))
  })

  it('carry the tree of a whole module', () => {
    const codec = codecs.echoProgramMethod!
    const source = readFileSync(fileURLToPath(import.meta.resolve('acorn')), 'utf8')
    const program: any = parse(source, { ecmaVersion: 'latest', sourceType: 'module' })
    const json = JSON.parse(JSON.stringify(codec.encodeResult!(program)))
    assert.ok(codec.acceptsResult!(json))
    const again = JSON.parse(JSON.stringify(codec.encodeResult!(codec.decodeResult!(json) as any)))
    assert.deepEqual(again, json)
  })

  it('carry places', () => {
    const accepts = codecs.echoPlaceMethod!.acceptsArgs!
    const at = (...coordinates: unknown[]) => ({
      type: 'Feature',
      properties: { name: 'here' },
      geometry: { type: 'Point', coordinates },
    })
    assert.ok(accepts([{ type: 'FeatureCollection', features: [at(1, 2), at(3, 4)] }]))
    assert.ok(!accepts([{ type: 'FeatureCollection', features: [at('1', 2)] }]))
    assert.ok(!accepts([{ type: 'Features', features: [] }]))
  })
})
