import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { ConfigError, connect, run, type Serializer } from 'mycelia'
import { loadText } from '../config/load-text.js'
import { probeServer } from '../probe/src/generated/probe.server.js'
import { backwards } from './stage.js'

const DECLARED = `SERIALIZERS:
  backwards: {encoder: a.b, decoder: a.c, content_type: application/x-backwards}
`

const REFUSED: readonly (readonly [yaml: string, own: readonly Serializer[], message: RegExp])[] = [
  [
    'serializer: pickle',
    [],
    /^config\.yaml:1:13: serializer: pickle runs the code of whoever has sent it; use json or msgpack/,
  ],
  ['ACCEPT: [json, yaml]', [], /^config\.yaml:1:9: ACCEPT: YAML of peers is not read/],
  [
    'ACCEPT: [json, application/x-python-serialize]',
    [],
    /^config\.yaml:1:9: ACCEPT: pickle runs the code/,
  ],
  [
    'ACCEPT: [json, cbor]',
    [],
    /ACCEPT: "cbor" is not known, but json and msgpack are; give its code to @service\(\), run\(\) or connect\(\): serializers: \[\{ name: 'cbor', contentType: 'application\/x-cbor', encode, decode \}\]$/,
  ],
  [
    `serializer: backwards\n${DECLARED}`,
    [],
    /^config\.yaml:3:3: SERIALIZERS: "backwards" names code of Python's; give its code to @service\(\), run\(\) or connect\(\): serializers: \[\{ name: 'backwards', contentType: 'application\/x-backwards', contentEncoding: 'utf-8', encode, decode \}\]$/,
  ],
  [
    DECLARED,
    [{ ...backwards, contentType: 'application/x-sdrawkcab' }],
    /"backwards" is application\/x-backwards in utf-8 here, and application\/x-sdrawkcab in utf-8 in the code$/,
  ],
  ['', [{ ...backwards, name: 'json' }], /^serializers: "json" is given twice, or Mycelia's own/],
  ['', [backwards, { ...backwards }], /^serializers: "backwards" is given twice/],
  [
    '',
    [{ ...backwards, contentType: 'Backwards' }],
    /^serializers: "backwards" has the content type "Backwards"; expected one as application\/cbor$/,
  ],
  [
    '',
    [{ ...backwards, decode: undefined as never }],
    /^serializers: "backwards" needs two functions, encode and decode$/,
  ],
]

describe('serialisers', () => {
  for (const [yaml, serializers, message] of REFUSED) {
    it(`are refused at the start: ${message.source.slice(0, 60)}`, async () => {
      const config = await loadText(yaml)
      for (const start of [run.bind(undefined, [probeServer]), connect]) {
        await assert.rejects(start({ config, serializers }), (error) => {
          assert.ok(error instanceof ConfigError, String(error))
          assert.match(error.message, message)
          return true
        })
      }
    })
  }

  it('are refused all at once', async () => {
    const config = await loadText('serializer: pickle\nACCEPT: [cbor, yaml]\n')
    await assert.rejects(connect({ config }), (error) => {
      assert.equal((error as Error).message.split('\n').length, 3)
      return true
    })
  })
})
