import type * as Yaml from 'yaml'
import { explainSyntax } from './yaml-problems.js'
import { scalarTags, substitutionTags } from './yaml-tags.js'

export type YamlTree = Yaml.Document.Parsed

/** What is wrong, and how many characters before it. */
export interface YamlProblem {
  readonly offset: number
  readonly message: string
}

/** The tree of a text, or what keeps it from being one. */
export type Composed =
  | { readonly tree: YamlTree; readonly problems: readonly [] }
  | { readonly tree: undefined; readonly problems: readonly YamlProblem[] }

/** Collections within collections. The parser takes a few hundred before it breaks, not cleanly. */
const MAX_NESTING = 100

/** Parses a text of one YAML document; nothing in it is resolved yet but plain scalars. */
export function composeYaml(yaml: typeof Yaml, text: string, lines: Yaml.LineCounter): Composed {
  const tokens = [...new yaml.Parser(lines.addNewLine).parse(text)]
  if (nesting(tokens) > MAX_NESTING) {
    return refused({ offset: 0, message: 'collections are nested too deeply' })
  }
  const composer = new yaml.Composer({
    version: '1.1',
    schema: 'failsafe',
    customTags: [...scalarTags, ...substitutionTags],
    merge: true,
    stringKeys: true,
    prettyErrors: false,
    logLevel: 'silent',
  })
  const [tree, second] = [...composer.compose(tokens, true, text.length)] as YamlTree[]
  if (second !== undefined) {
    return refused({
      offset: second.range[0],
      message: 'a file holds one document: remove what follows ---',
    })
  }
  const errors = [...tree!.errors, ...tree!.warnings]
  if (errors.length === 0) return { tree: tree!, problems: [] }
  return refused(...errors.map((error) => openQuote(yaml, tree!, error) ?? explain(error)))
}

function refused(...problems: readonly YamlProblem[]): Composed {
  return { tree: undefined, problems }
}

function explain({ pos, code }: Yaml.YAMLError): YamlProblem {
  return { offset: pos[0], message: explainSyntax(code) }
}

/** The parser misses a quote where the text ends; what helps is where it was opened. */
function openQuote(
  yaml: typeof Yaml,
  tree: YamlTree,
  { code, pos }: Yaml.YAMLError,
): YamlProblem | undefined {
  let opened: number | undefined
  if (code === 'MISSING_CHAR') {
    yaml.visit(tree, {
      Scalar(_, { type, range }) {
        if (type?.startsWith('QUOTE') && range?.[1] === pos[0]) opened = range[0]
      },
    })
  }
  return opened === undefined
    ? undefined
    : { offset: opened, message: 'the quote that opens here is not closed' }
}

/** Without recursion, because it is there to prevent too much of it. */
function nesting(tokens: readonly Yaml.CST.Token[]): number {
  let deepest = 0
  const left = tokens.map((token) => ({ token, depth: 0 }))
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const { token, depth } = next
    deepest = Math.max(deepest, depth)
    for (const child of childrenOf(token)) left.push({ token: child, depth: depth + 1 })
  }
  return deepest
}

function childrenOf(token: Yaml.CST.Token): Yaml.CST.Token[] {
  if (token.type === 'document') return token.value === undefined ? [] : [token.value]
  if (!('items' in token)) return []
  return token.items
    .flatMap(({ key, value }: Yaml.CST.CollectionItem) => [key, value])
    .filter((child) => child !== undefined && child !== null)
}
