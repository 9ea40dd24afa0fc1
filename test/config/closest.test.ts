import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { closest } from 'mycelia/config'

describe('closest', () => {
  const words = ['generate', 'run', 'call', 'show-config']
  const cases: readonly (readonly [string, string | undefined])[] = [
    ['run', 'run'],
    ['genrate', 'generate'],
    ['generrate', 'generate'],
    ['genarate', 'generate'],
    ['genreate', 'generate'],
    ['clal', 'call'],
    ['showconfg', 'show-config'],
    ['deploy', undefined],
    ['', undefined],
  ]
  for (const [word, expected] of cases) {
    it(`takes ${JSON.stringify(word)} for ${expected ?? 'nothing'}`, () => {
      assert.equal(closest(word, words), expected)
    })
  }

  it('prefers the nearest, then the first', () => {
    assert.equal(closest('tests', ['text', 'test', 'tests1']), 'test')
  })

  it('goes only as far as it is told', () => {
    assert.equal(closest('genrate', words, 0), undefined)
    assert.equal(closest('gnrat', words, 3), 'generate')
  })
})
