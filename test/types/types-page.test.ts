import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { tables } from './types-page.js'

const PAGE = new URL('../../docs/types.md', import.meta.url)
const START = '<!-- From test/types: UPDATE_DOCS=1 npm test -- types-page writes it anew. -->\n\n'

describe('docs/types.md', () => {
  it('shows every form that the tests prove, as they prove it', () => {
    const page = readFileSync(PAGE, 'utf8')
    const [head] = page.split(START)
    const expected = head + START + tables()
    if (process.env.UPDATE_DOCS) writeFileSync(PAGE, expected)
    else assert.equal(page, expected)
  })
})
