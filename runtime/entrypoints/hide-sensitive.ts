import type { Problem } from '../codec/index.js'
import { isSensitive, REDACTED, type SensitiveArguments } from '../service/index.js'

/** Problems that may be shown: what is wrong with a sensitive value could tell some of it. */
export function hideSensitive(
  problems: readonly Problem[],
  sensitive: SensitiveArguments['sensitive'],
): readonly Problem[] {
  if (sensitive === undefined) return problems
  return problems.map((problem) =>
    isSensitive(problem.path, sensitive)
      ? { path: problem.path, message: `${REDACTED} is not what it may be` }
      : problem,
  )
}
