import type { TypeForms } from './type-form.js'

/** What JSON does not have: the value travels in a form of its own. */
export const travellingForms: readonly TypeForms[] = [
  {
    title: 'By value',
    note: 'These arrive as what they were. `RegExp` is an object rather than `/.../flags`, so that Python can use its `source`; beware of patterns that others send, of which some take hours to match a short text.',
    forms: [
      {
        type: 'Date',
        accepts: [[new Date('2026-01-31T09:30:00Z'), '2026-01-31T09:30:00.000Z']],
        refuses: ['soon', 0, null],
      },
      {
        type: 'bigint',
        accepts: [
          [12345678901234567890n, '12345678901234567890'],
          [-1n, '-1'],
        ],
        refuses: ['1.5', 'a', '', 1.5, 2 ** 53, null, '9'.repeat(5000)],
      },
      {
        type: 'URL',
        accepts: [[new URL('https://example.com/?q=1'), 'https://example.com/?q=1']],
        refuses: ['/path', 1],
      },
      {
        type: 'RegExp',
        accepts: [[/^a+$/i, { source: '^a+$', flags: 'i' }]],
        refuses: [{ source: '(', flags: '' }, { source: 'a', flags: 'x' }, '/a/'],
      },
    ],
  },
  {
    title: 'Bytes and typed arrays',
    note: "Bytes travel as base64 (`base64.b64decode` in Python); what kombu makes of Python's `bytes` is read, too. The other typed arrays travel as arrays of numbers, of which all must fit.",
    forms: [
      {
        type: 'Uint8Array',
        accepts: [
          [new Uint8Array([222, 173, 190, 239]), '3q2+7w=='],
          [new Uint8Array(), ''],
        ],
        refuses: ['3q2', 'ä===', [1], null, { __type__: 'bytes' }],
      },
      { type: 'Buffer', accepts: [[Buffer.from('hi'), 'aGk=']], refuses: ['hi!', 1] },
      {
        type: 'ArrayBuffer',
        accepts: [[new Uint8Array([1, 2]).buffer, 'AQI=']],
        refuses: ['A', {}],
      },
      {
        type: 'Int8Array',
        accepts: [[new Int8Array([-128, 127]), [-128, 127]]],
        refuses: [[128], [1.5], ['1'], [null], 'AQI='],
      },
      {
        type: 'Uint8ClampedArray',
        accepts: [[new Uint8ClampedArray([0, 255]), [0, 255]]],
        refuses: [[256], [-1]],
      },
      { type: 'Int16Array', accepts: [[new Int16Array([-300]), [-300]]], refuses: [[32768]] },
      { type: 'Uint16Array', accepts: [[new Uint16Array([65535]), [65535]]], refuses: [[-1]] },
      { type: 'Int32Array', accepts: [[new Int32Array([1, -1]), [1, -1]]], refuses: [[2 ** 31]] },
      {
        type: 'Uint32Array',
        accepts: [[new Uint32Array([2 ** 32 - 1]), [4294967295]]],
        refuses: [[2 ** 32]],
      },
      {
        type: 'Float32Array',
        accepts: [[new Float32Array([0.5, -2]), [0.5, -2]]],
        refuses: [[1e300], ['1']],
      },
      {
        type: 'Float64Array',
        accepts: [[new Float64Array([0.1, 1e300]), [0.1, 1e300]]],
        refuses: [[null], 'a'],
      },
      {
        type: 'BigInt64Array',
        accepts: [[new BigInt64Array([-9223372036854775808n]), ['-9223372036854775808']]],
        refuses: [['9223372036854775808'], ['a']],
      },
      {
        type: 'BigUint64Array',
        accepts: [[new BigUint64Array([1n]), ['1']]],
        refuses: [['-1'], ['18446744073709551616']],
      },
    ],
  },
  {
    title: 'Collections',
    note: "A `Map` with strings as keys is an object, as Python's `dict` is; keys that look like integers then come first, whatever the order was. Other Maps are pairs: `dict(pairs)` in Python.",
    forms: [
      {
        type: 'Set<string>',
        accepts: [[new Set(['a', 'b']), ['a', 'b']]],
        refuses: [[1], { a: 1 }, 'a'],
      },
      {
        type: 'ReadonlySet<Date>',
        accepts: [[new Set([new Date(0)]), ['1970-01-01T00:00:00.000Z']]],
        refuses: [['a']],
      },
      {
        type: 'Map<string, number>',
        accepts: [
          [new Map([['a', 1]]), { a: 1 }],
          [new Map(), {}],
        ],
        refuses: [{ a: 'b' }, [['a', 1]], null],
      },
      {
        type: 'Map<number, string>',
        accepts: [[new Map([[1, 'a']]), [[1, 'a']]]],
        refuses: [{ 1: 'a' }, [[1]], [['1', 'a']]],
      },
      {
        type: 'Map<Date, bigint>',
        accepts: [[new Map([[new Date(0), 1n]]), [['1970-01-01T00:00:00.000Z', '1']]]],
        refuses: [[['a', '1']]],
      },
      {
        type: "Map<'a' | 'b', Set<URL>>",
        accepts: [[new Map([['a', new Set([new URL('a:b')])]]), { a: ['a:b'] }]],
        refuses: [{ c: [] }, { a: ['b'] }],
      },
      {
        type: 'Map<string, number | undefined>',
        accepts: [[new Map([['a', undefined]]), [['a', null]]]],
        refuses: [{ a: 1 }],
      },
    ],
  },
  {
    title: 'Inside other types',
    forms: [
      {
        type: '{ id: bigint; raw?: Uint8Array; tags: Set<string> }',
        accepts: [
          [
            { id: 1n, raw: new Uint8Array([1]), tags: new Set(['a']) },
            { id: '1', raw: 'AQ==', tags: ['a'] },
          ],
          [
            { id: 1n, tags: new Set() },
            { id: '1', tags: [] },
          ],
        ],
        refuses: [{ id: '1' }],
      },
      {
        type: 'bigint | boolean | null',
        accepts: [[1n, '1'], [true], [null]],
        refuses: ['a', []],
      },
      {
        type: 'Date | number | { a?: string }',
        accepts: [[new Date(0), '1970-01-01T00:00:00.000Z'], [1], [{ a: 'x' }]],
        refuses: ['a', { a: 1 }],
      },
      {
        type: '{ a?: string } | Set<number>',
        accepts: [[{ a: 'x' }], [new Set([1]), [1]]],
        refuses: [['a'], 1],
      },
      {
        type: '{ at: string; end: true } | { at: Date }',
        accepts: [
          [{ at: new Date(0) }, { at: '1970-01-01T00:00:00.000Z' }],
          [{ at: '1970-01-01T00:00:00.000Z', end: true }],
        ],
        refuses: [{ at: 'soon' }, { end: true }],
      },
      {
        type: 'RegExp | string',
        accepts: [[/a/, { source: 'a', flags: '' }], ['a']],
        refuses: [1],
      },
      {
        type: '[bigint, ...URL[]]',
        accepts: [
          [
            [1n, new URL('a:b')],
            ['1', 'a:b'],
          ],
        ],
        refuses: [['1', 'b'], []],
      },
      {
        type: 'Record<string, Map<string, bigint>>',
        accepts: [[{ a: new Map([['b', 1n]]) }, { a: { b: '1' } }]],
        refuses: [{ a: { b: 'c' } }],
      },
      {
        type: "{ type: 'a'; n: bigint } | { type: 'b'; n: string }",
        accepts: [
          [
            { type: 'a', n: 1n },
            { type: 'a', n: '1' },
          ],
          [{ type: 'b', n: '1' }],
        ],
        refuses: [{ type: 'a', n: 'x' }],
      },
    ],
  },
]
