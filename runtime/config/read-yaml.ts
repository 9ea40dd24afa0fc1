import type * as Yaml from 'yaml'
import { ConfigError } from '../errors/index.js'
import { composeYaml, type YamlProblem, type YamlTree } from './compose-yaml.js'
import {
  type Budget,
  createBudget,
  type Environment,
  endless,
  MAX_ROUNDS,
  mayRefer,
  substitute,
} from './substitute.js'
import { ENV_VAR, RAW_ENV_VAR } from './yaml-tags.js'

export interface YamlDocument {
  readonly value: Record<string, unknown>
  /** Where a value stands, as `config.yaml:3:11`; of a missing one, where its parent stands. */
  locate(path: readonly string[]): string
  /** Where a key at the top level stands. */
  locateKey(key: string): string
}

/** Uses of one anchor, those within aliased collections multiplied: enough for real files. */
const MAX_ALIASES = 1000

/** What the readings of a document and of the values substituted in it share. */
interface Reading {
  readonly yaml: typeof Yaml
  readonly env: Environment
  readonly budget: Budget
}

/**
 * Reads a configuration file as Nameko's does, which is YAML 1.1 (`yes` and `on` are true, `010` is
 * eight, `<<` merges), except that dates and times of day stay text. Plain scalars, and others
 * tagged `!env_var` or `!raw_env_var`, are substituted; the result is read as YAML again unless
 * it is raw.
 *
 * @param file Its name for messages.
 * @throws {ConfigError} with every problem and where it stands, but nothing of what the file holds.
 */
export async function readYaml(
  text: string,
  file: string,
  env: Environment,
): Promise<YamlDocument> {
  const yaml = await import('yaml')
  const lines = new yaml.LineCounter()
  const place = (offset: number): string => {
    const { line, col } = lines.linePos(offset)
    return `${file}:${Math.max(line, 1)}:${Math.max(col, 1)}`
  }
  const reading = { yaml, env, budget: createBudget() }
  const { tree, value, problems } = parse(reading, text, lines, 0)
  if (problems.length > 0) {
    const messages = problems.map(({ offset, message }) => `${place(offset)}: ${message}`)
    throw new ConfigError(messages.join('\n'))
  }
  const contents = tree?.contents ?? null
  const start = contents?.range[0] ?? 0
  if (!isMapping(value)) {
    throw new ConfigError(`${place(start)}: the file holds no mapping: write lines of KEY: value`)
  }
  return {
    value: value ?? {},
    locate: (path) => place(findValue(yaml, contents, path) ?? start),
    locateKey: (key) => place(findPair(yaml, contents, key)?.key.range[0] ?? start),
  }
}

/** An empty file is an empty mapping. */
function isMapping(value: unknown): value is Record<string, unknown> | null | undefined {
  return (typeof value === 'object' && !Array.isArray(value)) || value === undefined
}

interface Parsed {
  readonly tree?: YamlTree
  readonly value?: unknown
  readonly problems: readonly YamlProblem[]
}

function parse(reading: Reading, text: string, lines: Yaml.LineCounter, depth: number): Parsed {
  const { tree, problems } = composeYaml(reading.yaml, text, lines)
  if (tree === undefined) return { problems }
  const found = [...checkAliases(reading, tree), ...substituteScalars(reading, tree, depth)]
  if (found.length > 0) return { problems: found }
  try {
    return { tree, value: tree.toJS({ maxAliasCount: MAX_ALIASES }), problems }
  } catch {
    const offset = tree.contents?.range[0] ?? 0
    return { problems: [{ offset, message: UNRESOLVED }] }
  }
}

const UNRESOLVED =
  'cannot be resolved: a << stands before something else than a mapping, or aliases multiply without end'

function checkAliases({ yaml }: Reading, tree: YamlTree): YamlProblem[] {
  const problems: YamlProblem[] = []
  const anchors = new Map<string, Yaml.Node>()
  yaml.visit(tree, {
    Value(_, node) {
      if (node.anchor !== undefined) anchors.set(node.anchor, node)
    },
    Alias(_, { source, range }, ancestors) {
      const target = anchors.get(source)
      const offset = range?.[0] ?? 0
      if (target === undefined) problems.push({ offset, message: NO_ANCHOR })
      else if (ancestors.includes(target)) problems.push({ offset, message: CIRCLE })
    },
  })
  return problems
}

const NO_ANCHOR = 'no anchor (&name) before this alias (*name); quote a * that is text'
const CIRCLE = 'this alias stands for what it is part of'

/** Puts what variables hold in place of the references to them. */
function substituteScalars(reading: Reading, tree: YamlTree, depth: number): YamlProblem[] {
  const problems: YamlProblem[] = []
  reading.yaml.visit(tree, {
    Scalar(position, node) {
      if (!isSubstituted(node)) return
      try {
        const value = resolveText(reading, String(node.value), node.tag === RAW_ENV_VAR, depth)
        node.value = position === 'key' ? String(value ?? '') : value
      } catch (error) {
        if (!(error instanceof ConfigError)) throw error
        problems.push({ offset: node.range?.[0] ?? 0, message: error.message })
      }
    },
  })
  return problems
}

function isSubstituted(node: Yaml.Scalar): boolean {
  if (!mayRefer(String(node.value))) return false
  if (node.tag === ENV_VAR || node.tag === RAW_ENV_VAR) return true
  return node.tag === undefined && node.type === 'PLAIN'
}

function resolveText(reading: Reading, text: string, raw: boolean, depth: number): unknown {
  const substituted = substitute(text, reading.env, reading.budget)
  if (raw || substituted === text) return substituted
  if (depth === MAX_ROUNDS) throw endless()
  const { value, problems } = parse(reading, substituted, new reading.yaml.LineCounter(), depth + 1)
  if (problems.length === 0) return value ?? null
  throw new ConfigError(
    'what the variable holds is not YAML: write !raw_env_var before the reference to take it as text',
  )
}

type Contents = Yaml.ParsedNode | null

function findValue(
  yaml: typeof Yaml,
  contents: Contents,
  [key, ...rest]: readonly string[],
): number | undefined {
  const pair = key === undefined ? undefined : findPair(yaml, contents, key)
  if (pair === undefined) return undefined
  const deeper = rest.length > 0 ? findValue(yaml, pair.value, rest) : undefined
  return deeper ?? (pair.value ?? pair.key).range[0]
}

function findPair(
  yaml: typeof Yaml,
  contents: Contents,
  key: string,
): Yaml.Pair<Yaml.ParsedNode, Contents> | undefined {
  if (!yaml.isMap(contents)) return undefined
  return contents.items.find((pair) => yaml.isScalar(pair.key) && pair.key.value === key)
}
