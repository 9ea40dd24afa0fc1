import { readFileSync } from 'node:fs'

/** Something in a document that can be tried out. */
export type Example =
  | { readonly is: 'file'; readonly path: string; readonly text: string }
  | {
      readonly is: 'commands'
      readonly lines: readonly string[]
      /** What they print; undefined where the document does not say. */
      readonly output: string | undefined
    }

/**
 * The examples of a document, in their order: TypeScript whose first line names its file, and
 * commands, with the block behind them for their output.
 */
export function readExamples(path: string): readonly Example[] {
  const text = readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')
  const blocks = [...text.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)]
  return blocks.flatMap(([whole, language, body = ''], index): Example[] => {
    if (language === 'ts') return [fileFrom(body)]
    if (language !== 'sh') return []
    const next = blocks[index + 1]
    const end = blocks[index]!.index + whole.length
    const isOutput = next?.[1] === '' && text.slice(end, next.index).trim() === ''
    return [
      { is: 'commands', lines: body.trim().split('\n'), output: isOutput ? next[2] : undefined },
    ]
  })
}

function fileFrom(body: string): Example {
  const [first = '', ...lines] = body.split('\n')
  if (!first.startsWith('// ')) throw new Error(`an example names no file: ${first}`)
  return { is: 'file', path: first.slice(3), text: lines.join('\n') }
}

/** The words of a command line, with single quotes around some. */
export function wordsOf(line: string): readonly string[] {
  return [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '')
}
