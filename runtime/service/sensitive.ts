import { ServiceDefinitionError } from '../errors/index.js'

/** What every entrypoint that is given arguments may say of them. */
export interface SensitiveArguments {
  /**
   * Arguments, or parts of them, that nobody may read in a log: `'password'`, `'card.number'`,
   * `'items[0].pin'`, `'items[*].pin'` for all of a list. They begin with a parameter, by its name
   * on the wire.
   * @default none
   */
  readonly sensitive?: string | readonly string[]
}

/** What stands in place of what is sensitive. */
export const REDACTED = '********'

/**
 * Arguments by the names of their parameters, as they may be shown: a copy along the sensitive
 * paths, on which everything else is shared.
 * @param names Of the parameters; a rest parameter, which has a list, as `...pins`.
 * @throws {ServiceDefinitionError} when a path is not written as one.
 */
export function redactArguments(
  args: readonly unknown[],
  names: readonly string[],
  sensitive: SensitiveArguments['sensitive'],
): Readonly<Record<string, unknown>> {
  const last = Math.max(names.length - 1, 0)
  const hasRest = names[last]?.startsWith('...') === true || args.length > names.length
  const given = hasRest ? [...args.slice(0, last), args.slice(last)] : args
  const nameAt = (index: number) => names[index]?.replace(/^\.\.\./, '') ?? 'rest'
  const named: unknown = Object.fromEntries(given.map((value, index) => [nameAt(index), value]))
  const redacted = pathsOf(sensitive).reduce<unknown>((shown, path) => redact(shown, path), named)
  return redacted as Readonly<Record<string, unknown>>
}

/**
 * Whether a path of a problem leads to something sensitive or into it, or to what holds it: what is
 * wrong with a card could show its number.
 */
export function isSensitive(
  problemPath: string,
  sensitive: SensitiveArguments['sensitive'],
): boolean {
  const steps = stepsOf(problemPath)
  if (steps === undefined) return sensitive !== undefined
  return pathsOf(sensitive).some((path) =>
    path.every((step, index) => index >= steps.length || step === '*' || step === steps[index]),
  )
}

/** A message is one argument, by whatever name the method takes it. */
export const PAYLOAD = 'payload'

function pathsOf(sensitive: SensitiveArguments['sensitive']): readonly (readonly string[])[] {
  const texts = sensitive === undefined ? [] : [sensitive].flat()
  return texts.map((text) => {
    const steps = stepsOf(text)
    if (steps !== undefined) return steps
    throw new ServiceDefinitionError(
      `the sensitive argument '${text}' is not a path: write it as 'card.number' or 'items[0].pin'`,
    )
  })
}

const STEP = /\.?([\p{ID_Start}$_][\p{ID_Continue}$]*)|\[(\d+|\*)\]|\["((?:[^"\\]|\\.)*)"\]/uy

function stepsOf(text: string): readonly string[] | undefined {
  const steps: string[] = []
  STEP.lastIndex = 0
  while (STEP.lastIndex < text.length) {
    const match = STEP.exec(text)
    if (match === null) return undefined
    steps.push(match[1] ?? match[2] ?? match[3]!)
  }
  return steps.length === 0 ? undefined : steps
}

function redact(value: unknown, [step, ...rest]: readonly string[]): unknown {
  if (step === undefined) return value === undefined || value === null ? value : REDACTED
  if (value === undefined || value === null) return value
  // Not what the path expects: then nobody knows what it is.
  if (typeof value !== 'object') return REDACTED
  if (Array.isArray(value)) {
    return value.map((item, index) =>
      step === '*' || step === String(index) ? redact(item, rest) : item,
    )
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, key === step ? redact(item, rest) : item]),
  )
}
