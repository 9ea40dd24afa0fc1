import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { ConfigError } from 'mycelia'
import { loadConfig } from 'mycelia/config'
import { loadText, problemsOf } from './load-text.js'

/** What YAML's plain scalars mean in Nameko's files, where that is not plain to see. */
const SCALARS: readonly (readonly [text: string, value: unknown])[] = [
  ['yes', true],
  ['Off', false],
  ['y', 'y'],
  ['~', null],
  ['', null],
  ['010', 8],
  ['0x1F', 31],
  ['0b101', 5],
  ['-1_000', -1000],
  ['08', 8],
  ['1e3', 1000],
  ['.5', 0.5],
  ['-.inf', Number.NEGATIVE_INFINITY],
  ['9007199254740993', 9007199254740993n],
  ['.', '.'],
  ['1.2.3', '1.2.3'],
  ['e5', 'e5'],
  ['12:30', '12:30'],
  ['2024-05-01', '2024-05-01'],
  ["'12'", '12'],
  ['!!str 12', '12'],
]

/** Files that cannot be read, and where and how that is said. */
const REFUSED: Readonly<Record<string, readonly [text: string | Uint8Array, message: RegExp]>> = {
  'a key that stands twice': ['a: 1\nb: 2\na: 3\n', /^config\.yaml:3:1: this key stands twice/],
  'a nested key that stands twice': ['m:\n  a: 1\n  a: 2\n', /^config\.yaml:3:3: this key stands/],
  'an open quote': ['a: "b\n', /^config\.yaml:1:4: the quote that opens/],
  'an open bracket': ['a: [1, 2\nb: 1\n', /^config\.yaml:\d:\d+: /],
  'a tab as indentation': ['a:\n\tb: 1\n', /^config\.yaml:2:1: a tab cannot indent/],
  'two mappings in one line': ['a: b: c\n', /^config\.yaml:1:4: a second ": "/],
  'text that begins with @': ['a: @b\n', /^config\.yaml:1:4: text cannot begin/],
  'a line without a colon': ['a: 1\nb\n', /^config\.yaml:2:1: something is missing here: a colon/],
  'a list': ['- a\n', /^config\.yaml:1:1: the file holds no mapping/],
  'mere text': ['just text\n', /^config\.yaml:1:1: the file holds no mapping/],
  'two documents': ['a: 1\n---\nb: 2\n', /^config\.yaml:2:1: a file holds one document/],
  'an alias without an anchor': ['a: *b\n', /^config\.yaml:1:4: no anchor/],
  'an alias of what it is part of': ['a: &a\n  b: *a\n', /^config\.yaml:2:6: this alias/],
  'a tag that nobody knows': ['a: !foo b\n', /^config\.yaml:1:4: unknown tag/],
  'a substitution tag before a list': ['a: !env_var [1]\n', /^config\.yaml:1:4: /],
  'a merge of what is no mapping': ['a:\n  <<: 1\n', /cannot be resolved: a <</],
  'bytes that are not UTF-8': [
    Uint8Array.of(0x61, 0x3a, 0x20, 0xff),
    /^config\.yaml: is not in UTF-8/,
  ],
  'a file too large to be a configuration': [`a: ${'x'.repeat(2 ** 20)}`, /larger than 1 MiB/],
  'collections nested without measure': [
    '['.repeat(50_000),
    /^config\.yaml:1:1: .* nested too deeply/,
  ],
}

describe('config.yaml', () => {
  for (const [text, value] of SCALARS) {
    it(`reads ${text || 'nothing'} as ${typeof value === 'bigint' ? `${value}n` : JSON.stringify(value)}`, async () => {
      assert.deepEqual((await loadText(`key: ${text}\n`)).raw.key, value)
    })
  }

  for (const [what, [text, message]] of Object.entries(REFUSED)) {
    it(`refuses ${what}`, async () => {
      assert.match((await problemsOf(text))[0]!, message)
    })
  }

  it('tells all problems at once', async () => {
    const problems = await problemsOf('a: 1\na: 2\nb: 3\nb: 4\n')
    assert.deepEqual(
      problems.map((problem) => problem.slice(0, 16)),
      ['config.yaml:2:1:', 'config.yaml:4:1:'],
    )
  })

  it('never quotes the file in a message', async () => {
    for (const text of [
      'pw: "hunter2\n',
      'pw: hunter2: x: y\n',
      'pw: "\\q hunter2"\n',
      '{hunter2 ]',
    ]) {
      assert.doesNotMatch((await problemsOf(text)).join('\n'), /hunter2/)
    }
  })

  it('refuses aliases that multiply without end', async () => {
    const levels = 'bcdefghi'.split('').map((name, index) => {
      const before = 'abcdefgh'[index]
      return `${name}: &${name} [${Array(9).fill(`*${before}`).join(', ')}]\n`
    })
    const problems = await problemsOf(`a: &a [x, x]\n${levels.join('')}`)
    assert.match(problems[0]!, /multiply without end/)
  })

  it('merges with <<, what stands in the mapping itself winning', async () => {
    const { raw } = await loadText('base: &base {a: 1, b: 2}\nmine:\n  <<: *base\n  b: 3\n')
    assert.deepEqual(raw.mine, { a: 1, b: 3 })
  })

  it('may be empty, hold only comments, or not be there', async () => {
    for (const text of ['', '# nothing\n', '---\n', undefined]) {
      const { raw, maxWorkers } = await loadText(text)
      assert.deepEqual([Object.keys(raw), maxWorkers], [['AMQP_URI'], 10])
    }
  })

  it('keeps a key called __proto__ to itself', async () => {
    const { raw } = await loadText('a:\n  __proto__:\n    polluted: true\n')
    assert.equal(({} as Record<string, unknown>).polluted, undefined)
    assert.equal(Object.hasOwn(raw.a as object, '__proto__'), true)
  })
})

describe('a configuration file that is named', () => {
  it('must exist', async () => {
    await assert.rejects(loadConfig({ file: 'no-such.yaml', env: {} }), (error) => {
      assert.ok(error instanceof ConfigError)
      assert.equal(error.message, 'no-such.yaml: there is no such file')
      return true
    })
  })

  it('must not be a folder', async () => {
    await assert.rejects(loadConfig({ file: '.', env: {} }), /^ConfigError: \.: is a folder/)
  })
})
