import type { ts } from 'ts-morph'
import { compilerMessage } from './problem-log.js'
import type { Reading } from './reading.js'
import { positionAt } from './source-position.js'

/**
 * Reports where the user's own files cease to be TypeScript: the first error of each, from which
 * the others mostly follow.
 */
export function checkSyntax(reading: Reading): void {
  const { program, problems, project } = reading
  const broken = new Set<ts.SourceFile>()
  for (const file of program.getSourceFiles()) {
    if (!reading.isOwn(file)) continue
    const [error] = program.getSyntacticDiagnostics(file)
    if (error === undefined) continue
    broken.add(file)
    problems.addAll([
      {
        ...positionAt(file, error.start, project.folder),
        message: compilerMessage(error),
        hint: 'mend the syntax: what comes after it cannot be read',
      },
    ])
  }
  reading.brokenFiles = broken
}
