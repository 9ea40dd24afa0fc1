import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const FOLDER = fileURLToPath(new URL('corpus/', import.meta.url))

/** What inputs are made from: one in each file. */
export function readCorpus(target: string): readonly Buffer[] {
  const folder = FOLDER + target
  return readdirSync(folder)
    .sort()
    .map((file) => readFileSync(`${folder}/${file}`))
}

/** Keeps an input that something did not stand, so that every run begins with it. */
export function keepInput(target: string, input: Buffer): string {
  const name = createHash('sha256').update(input).digest('hex').slice(0, 12)
  const file = `${FOLDER}${target}/failed-${name}`
  mkdirSync(FOLDER + target, { recursive: true })
  writeFileSync(file, input)
  return file
}
