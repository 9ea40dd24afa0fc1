import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { version } from '../runtime/version.js'

describe('the version', () => {
  for (const folder of ['.', 'runtime']) {
    it(`is that of ${folder}/package.json`, () => {
      assert.equal(JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')).version, version)
    })
  }
})
