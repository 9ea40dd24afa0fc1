import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const ROOT = new URL('../../', import.meta.url)
const PAGE = 'docs/nameko-cases.md'

/** A test that a case of Nameko's names. */
export interface NamedTest {
  readonly file: string
  readonly title: string
}

/** A row of the page. */
export interface NamekoCase {
  readonly name: string
  readonly tests: readonly NamedTest[]
  /** Why it has no test. */
  readonly why: string | undefined
}

/** The rows of docs/nameko-cases.md. */
export function readCases(): readonly NamekoCase[] {
  const rows = readFileSync(new URL(PAGE, ROOT), 'utf8').matchAll(/^\| (.+?) \| (.+?) \|$/gm)
  return [...rows].flatMap(([, name, cell]) => {
    if (/^-+$/.test(name!.trim()) || /^our test\s*$/.test(cell!)) return []
    const tests = [...cell!.matchAll(/`(test\/[^`]+)`: "([^"]+)"/g)]
    const why = /^none: (.+)$/.exec(cell!.trim())?.[1]
    return [
      {
        name: name!.trim(),
        tests: tests.map(([, file, title]) => ({ file: file!, title: title! })),
        why,
      },
    ]
  })
}

/** Whether the test is there. */
export function isThere({ file, title }: NamedTest): boolean {
  const path = fileURLToPath(new URL(file, ROOT))
  return existsSync(path) && readFileSync(path, 'utf8').includes(title)
}

/** How many cases there are to hold, and how many a test holds. */
export function countCases(): { readonly cases: number; readonly held: number } {
  const cases = readCases().filter(({ why }) => why === undefined)
  const held = cases.filter(({ tests }) => tests.length > 0 && tests.every(isThere))
  return { cases: cases.length, held: held.length }
}
