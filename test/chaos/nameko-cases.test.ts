import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { isThere, readCases } from './nameko-cases.js'

describe('docs/nameko-cases.md', () => {
  const cases = readCases()

  it('has cases', () => assert.ok(cases.length > 60, `${cases.length}`))

  for (const { name, tests, why } of cases) {
    it(`names tests that exist, or says why there is none: ${name}`, () => {
      assert.notEqual(tests.length > 0, why !== undefined)
      assert.deepEqual(
        tests.filter((test) => !isThere(test)),
        [],
      )
    })
  }
})
