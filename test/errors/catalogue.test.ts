import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import * as mycelia from 'mycelia'

/** Every error class that a user can import, by its code. */
const classes = new Map(
  Object.values(mycelia)
    .filter((value) => typeof value === 'function' && value.prototype instanceof Error)
    .map((value) => value as typeof mycelia.ServiceError)
    .filter((type) => type !== mycelia.ServiceError)
    .map((type) => [type.code, type]),
)

/** Every entry of the catalogue in the docs, with its text. */
const entries = new Map(
  readFileSync(new URL('../../docs/errors.md', import.meta.url), 'utf8')
    .split('\n### ')
    .slice(1)
    .map((section) => [section.slice(0, section.indexOf('\n')), section]),
)

describe('the error catalogue', () => {
  it('documents every error that can be imported, and no other', () => {
    assert.deepEqual([...entries.keys()].sort(), [...classes.keys()].sort())
  })

  for (const [code, type] of classes) {
    it(`gives ${code} the retry advice of its class, and says what to do`, () => {
      const text = entries.get(code) ?? ''
      assert.match(text, new RegExp(`\\nRetry: ${type.retry}\\b`))
      const [, explanation = ''] = text.split(/\n+/)
      assert.ok(explanation.length > 60, 'the entry explains itself')
    })

    it(`names the class ${type.name} after its code`, () => {
      assert.equal(type.name, code)
    })
  }
})
