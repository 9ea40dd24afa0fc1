import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { loadText, problemsOf } from './load-text.js'

/** What `key: <text>` reads as, Nameko 2.14 and 3 alike. */
const SUBSTITUTED: readonly (readonly [
  text: string,
  env: Record<string, string>,
  value: unknown,
])[] = [
  // A variable, set and unset.
  ['${FOO}', { FOO: 'bar' }, 'bar'],
  ['${FOO}', {}, null],
  ['${FOO:default}', {}, 'default'],
  ['${FOO:default}', { FOO: 'bar' }, 'bar'],
  ['${FOO:a:b}', {}, 'a:b'],
  ['${FOO:}', {}, null],
  ['${FOO:default}', { FOO: '' }, null],
  // Within other text.
  ['pre-${FOO}-post', { FOO: 'bar' }, 'pre-bar-post'],
  ['pre-${FOO}-post', {}, 'pre--post'],
  ['${FOO}${BAR:2}', { FOO: '1' }, 12],
  ['amqp://${USER:guest}:${PW:guest}@${HOST:localhost}', { HOST: 'h' }, 'amqp://guest:guest@h'],
  // The result is YAML again.
  ['${FOO:12}', {}, 12],
  ['${FOO:1.5}', {}, 1.5],
  ['${FOO:true}', {}, true],
  ['${FOO:yes}', {}, true],
  ['${FOO:null}', {}, null],
  ['${FOO}', { FOO: '[1, two]' }, [1, 'two']],
  ['${FOO}', { FOO: '{a: {b: 1}}' }, { a: { b: 1 } }],
  ['${FOO}', { FOO: '"12"' }, '12'],
  ['${FOO}', { FOO: '${BAR}', BAR: '7' }, 7],
  // Unless it is raw.
  ['!raw_env_var ${FOO:12}', {}, '12'],
  ['!raw_env_var ${FOO}', {}, ''],
  ['!raw_env_var ${FOO}', { FOO: '*not: [yaml' }, '*not: [yaml'],
  ['!raw_env_var "${FOO}"', { FOO: 'true' }, 'true'],
  // Quoted text is left alone, unless tagged.
  ['"${FOO:q}"', { FOO: 'bar' }, '${FOO:q}'],
  ["'${FOO:q}'", { FOO: 'bar' }, '${FOO:q}'],
  ['!env_var "${FOO:12}"', {}, 12],
  ["!env_var '${FOO}'", { FOO: 'bar' }, 'bar'],
  ['!env_var plain', {}, 'plain'],
  ['!!str ${FOO}', { FOO: '1' }, '${FOO}'],
  // Defaults hold references and braces.
  ['${A:amqp://${B:x}}', {}, 'amqp://x'],
  ['${A:amqp://${B:x}}', { B: 'y' }, 'amqp://y'],
  ['${A:amqp://${B:x}}', { A: 'z', B: 'y' }, 'z'],
  ['${A:${B:${C:3}}}', {}, 3],
  ['${A:${B}}', { B: '${C:4}' }, 4],
  ['${A:{"k":1}}', {}, { k: 1 }],
  // What is no reference stays as it is.
  ['${}', {}, '${}'],
  ['${A B}', { A: '1' }, '${A B}'],
  ['${A', { A: '1' }, '${A'],
  ['$A', { A: '1' }, '$A'],
  ['${A:${B}', { B: '1' }, '${A:1'],
  ['${constructor}', {}, null],
]

describe('variables in config.yaml', () => {
  for (const [text, env, value] of SUBSTITUTED) {
    const given = Object.entries(env).map(([name, set]) => ` with ${name}=${JSON.stringify(set)}`)
    it(`reads ${text}${given.join('')} as ${JSON.stringify(value)}`, async () => {
      const { raw } = await loadText(`key: ${text}\n`, { env })
      assert.deepEqual(raw.key, value)
    })
  }

  it('are substituted in lists, mappings, keys and behind anchors', async () => {
    const text = 'list:\n- ${A}\nmap: &m\n  ${A}: ${A:0}\nagain: *m\n'
    const { raw } = await loadText(text, { env: { A: '5' } })
    assert.deepEqual(raw.list, [5])
    assert.deepEqual(raw.map, { 5: 5 })
    assert.deepEqual(raw.again, { 5: 5 })
  })

  it('are left alone in block scalars', async () => {
    assert.equal((await loadText('key: |\n  ${A}\n')).raw.key, '${A}\n')
  })

  it('may not refer to each other without end', async () => {
    const circles: readonly (readonly [string, Record<string, string>])[] = [
      ['${A}', { A: '${B} ', B: '${A} ' }],
      ['${A:${B}}', { B: 'x${B}' }],
      ['${X:${B}}', { B: '${C}${C}', C: '${B}${B}' }],
      ['${X}', { X: `[${'${Y},'.repeat(40)}]`, Y: `[${'${X},'.repeat(40)}]` }],
    ]
    for (const [text, env] of circles) {
      const [problem] = await problemsOf(`key: ${text}\n`, { env })
      assert.match(problem!, /^config\.yaml:1:6: .*(without end|not YAML)/)
    }
  })

  it('may not nest their defaults hundreds deep', async () => {
    const text = `key: ${'${A:'.repeat(500)}x${'}'.repeat(500)}\n`
    assert.match((await problemsOf(text))[0]!, /^config\.yaml:1:6: defaults are nested too deeply/)
  })

  it('name the place, but not the value, of what is not YAML when they are replaced', async () => {
    const problems = await problemsOf('a: 1\nb: ${PW}\n', { env: { PW: '[hunter2' } })
    assert.equal(problems.length, 1)
    assert.match(problems[0]!, /^config\.yaml:2:4: .*!raw_env_var/)
    assert.doesNotMatch(problems[0]!, /hunter2/)
  })
})
