import type { ts } from 'ts-morph'
import { compilerMessage } from './problem-log.js'
import type { Reading } from './reading.js'
import { positionAt } from './source-position.js'

/**
 * Reports what the user's own files have that is not TypeScript.
 * @returns the files that have any: what else is wrong with them would follow from it.
 */
export function checkSyntax(reading: Reading): ReadonlySet<ts.SourceFile> {
  const { program, problems, project } = reading
  const broken = new Set<ts.SourceFile>()
  for (const file of program.getSourceFiles()) {
    if (!reading.isOwn(file)) continue
    for (const error of program.getSyntacticDiagnostics(file)) {
      broken.add(file)
      problems.addAll([
        {
          ...positionAt(file, error.start, project.folder),
          message: compilerMessage(error),
          hint: 'mend the syntax; what follows in this file has not been read',
        },
      ])
    }
  }
  return broken
}
