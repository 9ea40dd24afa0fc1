import { ConfigError } from '../errors/index.js'

/** Where variables come from: `process.env`, or what stands for it. */
export type Environment = Readonly<Record<string, string | undefined>>

/** What all substitutions of one document may use up together. */
export interface Budget {
  /** Characters that references may still yield. */
  characters: number
}

/** Far more than any configuration needs, and used up in a moment by one that refers to itself. */
export function createBudget(): Budget {
  return { characters: 1 << 20 }
}

/** Defaults within defaults. */
const MAX_DEPTH = 32

/** Variables that hold references to variables that hold references. */
export const MAX_ROUNDS = 16

interface Reference {
  readonly name: string
  readonly otherwise: string
  /** Where the text goes on. */
  readonly end: number
}

/**
 * Replaces `${NAME}` and `${NAME:default}` as Nameko does (`cli/main.py`): a variable that is set
 * but empty counts as set; one that is unset and has no default yields nothing; defaults may hold
 * references and balanced braces. What has not this form stays as it is.
 *
 * @throws {ConfigError} when references lead to ever more references.
 */
export function substitute(
  text: string,
  env: Environment,
  budget: Budget = createBudget(),
  depth = 0,
): string {
  if (!mayRefer(text)) return text
  if (depth > MAX_DEPTH) throw new ConfigError('defaults are nested too deeply')
  const closing = matchBraces(text)
  let result = ''
  let done = 0
  for (let at = text.indexOf('${'); at !== -1; at = text.indexOf('${', at)) {
    const reference = readReference(text, at, closing)
    if (reference === undefined) {
      at += 1
      continue
    }
    const { name, otherwise, end } = reference
    const set = Object.hasOwn(env, name) ? env[name] : undefined
    const value = set ?? substituteRepeatedly(otherwise, env, budget, depth + 1)
    spend(budget, value)
    result += text.slice(done, at) + value
    done = end
    at = end
  }
  return result + text.slice(done)
}

/** Whether a scalar is one that Nameko substitutes at all. */
export function mayRefer(text: string): boolean {
  const start = text.indexOf('${')
  return start !== -1 && text.indexOf('}', start) !== -1
}

/** What a variable holds that stands in a default can be a reference again. */
function substituteRepeatedly(
  text: string,
  env: Environment,
  budget: Budget,
  depth: number,
): string {
  let result = text
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const before = result
    result = substitute(before, env, budget, depth)
    if (result === before) return result
  }
  throw endless()
}

function spend(budget: Budget, value: string): void {
  budget.characters -= value.length + 1
  if (budget.characters < 0) throw endless()
}

/** Of variables that refer to each other in a circle, or multiply. */
export function endless(): ConfigError {
  return new ConfigError('the variables refer to each other without end')
}

function readReference(
  text: string,
  at: number,
  closing: ReadonlyMap<number, number>,
): Reference | undefined {
  NAME.lastIndex = at + 2
  const name = NAME.exec(text)?.[0]
  const close = closing.get(at + 1)
  if (name === undefined || close === undefined) return undefined
  const afterName = at + 2 + name.length
  if (afterName === close) return { name, otherwise: '', end: close + 1 }
  if (text[afterName] !== ':') return undefined
  return { name, otherwise: text.slice(afterName + 1, close), end: close + 1 }
}

const NAME = /[^{}:\s]+/y

/** For each opening brace the one that closes it. */
function matchBraces(text: string): ReadonlyMap<number, number> {
  const closing = new Map<number, number>()
  const open: number[] = []
  for (let index = 0; index < text.length; index++) {
    if (text[index] === '{') open.push(index)
    const opened = text[index] === '}' ? open.pop() : undefined
    if (opened !== undefined) closing.set(opened, index)
  }
  return closing
}
