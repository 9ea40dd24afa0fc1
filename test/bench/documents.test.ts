import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { it } from 'node:test'
import { MEASURES } from '../../bench/compare/measures.js'
import { legend, tables } from '../../bench/compare/table.js'

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')

it('docs/performance.md shows the results of the last comparison, all of them', () => {
  const results = JSON.parse(read('bench/results.json'))
  const document = read('docs/performance.md')
  for (const measure of MEASURES)
    assert.ok(document.includes(tables(results, [measure])), measure.key)
  assert.ok(document.includes(legend(results)))
})
