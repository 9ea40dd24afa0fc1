import { readFileSync, writeFileSync } from 'node:fs'
import { MEASURES } from '../compare/measures.js'
import type { Results } from '../compare/results.js'
import { legend, tables } from '../compare/table.js'
import { drawChart } from './draw-chart.js'

const docs = (name: string) => new URL(`../../docs/${name}`, import.meta.url)
const PLACE = /(?<=<!-- results -->\n).*(?=<!-- end of results -->)/s

/** Writes the tables into `docs/performance.md`, and the chart beside it. */
export async function writeReport(results: Results): Promise<void> {
  const text = readFileSync(docs('performance.md'), 'utf8')
  const shown = `\n${tables(results, MEASURES)}\n\n${legend(results)}\n\n`
  writeFileSync(
    docs('performance.md'),
    text.replace(PLACE, () => shown),
  )
  writeFileSync(docs('performance.svg'), await drawChart(results))
}
