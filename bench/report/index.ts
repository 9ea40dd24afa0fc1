// Writes the documents of the last comparison once more, from `bench/results.json`.
import { readFileSync } from 'node:fs'
import { writeReport } from './write-report.js'

const file = new URL('../results.json', import.meta.url)
await writeReport(JSON.parse(readFileSync(file, 'utf8')))
