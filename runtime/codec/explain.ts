import { EXCESS, explainUnion } from './explain-union.js'
import type { ParamCodec, SchemaIssue, SchemaOutcome } from './method-codec.js'

/** One thing that is wrong with a value. */
export interface Problem {
  /** Where: `order.items[3].price`. */
  readonly path: string
  readonly message: string
}

/** Problems that one answer lists at most: the first ones say it. */
const MOST = 5

/** Characters of a key that a path shows: the peer has chosen it. */
const LONGEST = 100

/** What a schema finds wrong with arguments. */
export function explainArguments(
  outcome: SchemaOutcome,
  params: readonly ParamCodec[],
): readonly Problem[] {
  return problems(outcome, ([first, ...path]) => {
    const index = Number(first)
    const last = params.length - 1
    if (index < last || !params[last]?.rest) return formatPath(params[index]?.name ?? '', path)
    return formatPath(params[last].name, [index - last, ...path])
  })
}

/** What a schema finds wrong with a result. */
export function explainResult(outcome: SchemaOutcome): readonly Problem[] {
  return explainSent(outcome, 'result')
}

/** As {@link explainValue}, of what a service sends: excess properties have been no reason. */
export function explainSent(outcome: SchemaOutcome, name: string): readonly Problem[] {
  const issues = withoutExcess(outcome.error?.issues ?? [])
  return explainValue({ success: outcome.success, error: { issues } }, name)
}

function withoutExcess(issues: readonly SchemaIssue[]): readonly SchemaIssue[] {
  return issues
    .filter(({ code }) => code !== EXCESS)
    .map((issue) =>
      issue.errors === undefined ? issue : { ...issue, errors: issue.errors.map(withoutExcess) },
    )
}

/** What a schema finds wrong with a value that has a name of its own. */
export function explainValue(outcome: SchemaOutcome, name: string): readonly Problem[] {
  return problems(outcome, (path) => formatPath(name, path))
}

/** Problems in one line: `name: expected string; age: expected number`. */
export function formatProblems(found: readonly Problem[]): string {
  return found.map(({ path, message }) => `${path}: ${message}`).join('; ')
}

function problems(
  outcome: SchemaOutcome,
  format: (path: readonly PropertyKey[]) => string,
): readonly Problem[] {
  const issues = (outcome.error?.issues ?? []).flatMap(explainUnion)
  return issues.slice(0, MOST).map(({ path, message }) => ({ path: format(path), message }))
}

function formatPath(root: string, path: readonly PropertyKey[]): string {
  const steps = path.map((step) => {
    if (typeof step === 'number') return `[${step}]`
    const name = String(step)
    const key = name.length > LONGEST ? `${name.slice(0, LONGEST)}…` : name
    return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(key)
      ? `.${key}`
      : `[${JSON.stringify(key)}]`
  })
  return root + steps.join('')
}
