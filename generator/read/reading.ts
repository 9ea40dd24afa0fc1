import type { ts } from 'ts-morph'
import { createErrorSearch } from './errors/error-search.js'
import type { ThrowsOf } from './errors/throws.js'
import { createRecogniser, type Recogniser } from './mycelia-exports.js'
import type { ProblemLog } from './problem-log.js'
import { isOwnFile, type Project } from './project.js'

/** One pass over the services of a project. */
export interface Reading {
  readonly project: Project
  readonly program: ts.Program
  readonly checker: ts.TypeChecker
  readonly problems: ProblemLog
  readonly mycelia: Recogniser
  /** Files with syntax errors: what cannot be resolved in them follows from these. */
  brokenFiles: ReadonlySet<ts.SourceFile>
  /** Whether there are imports that are found nowhere. */
  hasBrokenImports: boolean
  /** Set when something stayed unresolved that the rest of the project may declare. */
  unresolved: boolean
  /** What functions of the project can throw. */
  readonly throwsOf: ThrowsOf
  /** Whether a node is in a file of the user's own. */
  isOwn(node: ts.Node): boolean
}

export function startReading(project: Project, program: ts.Program, problems: ProblemLog): Reading {
  const checker = program.getTypeChecker()
  const mycelia = createRecogniser(checker, project.folder, (file) =>
    project.files.host.readFile(file),
  )
  const isOwn = (file: ts.SourceFile) => isOwnFile(file, program) && !mycelia.isMycelia(file)
  const reading: Omit<Reading, 'throwsOf'> = {
    project,
    program,
    checker,
    problems,
    mycelia,
    brokenFiles: new Set(),
    hasBrokenImports: false,
    unresolved: false,
    isOwn: (node) => isOwn(node.getSourceFile()),
  }
  return Object.assign(reading, { throwsOf: createErrorSearch(reading) })
}
