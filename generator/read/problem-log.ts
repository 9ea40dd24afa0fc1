import { ts } from 'ts-morph'
import type { Problem } from './problem.js'
import { positionOf } from './source-position.js'

/** What a problem says, apart from its place. */
export interface Complaint {
  readonly where?: string | undefined
  readonly message: string
  readonly hint: string
}

/** Gathers the problems of one reading. */
export class ProblemLog {
  readonly #folder: string
  readonly #problems = new Map<string, Problem>()
  #count = 0

  /** @param folder What positions are relative to. */
  constructor(folder: string) {
    this.#folder = folder
  }

  /** How many have been reported so far, the repeated and the suppressed ones included. */
  get count(): number {
    return this.#count
  }

  /** Counts a problem that only follows from one that is reported elsewhere. */
  suppress(): void {
    this.#count++
  }

  /**
   * Adds a problem at the start of a node.
   * @param topic What is said at most once of one place. @default the message
   */
  add(node: ts.Node, complaint: Complaint, topic: string = complaint.message): void {
    this.#add({ ...positionOf(node, this.#folder), ...withoutAbsent(complaint) }, topic)
  }

  addAll(problems: Iterable<Problem>): void {
    for (const problem of problems) this.#add(problem, problem.message)
  }

  #add(problem: Problem, topic: string): void {
    this.#count++
    const key = `${problem.file}:${problem.line}:${problem.column}:${topic}`
    if (!this.#problems.has(key)) this.#problems.set(key, problem)
  }

  /** In the order of files, lines and columns. */
  sorted(): Problem[] {
    return [...this.#problems.values()].sort(
      (a, b) =>
        (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) || a.line - b.line || a.column - b.column,
    )
  }
}

/** The text of one of the compiler's own messages. */
export function compilerMessage(diagnostic: ts.Diagnostic): string {
  return ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n').replace(/\.$/, '')
}

function withoutAbsent({
  where,
  message,
  hint,
}: Complaint): Omit<Problem, 'file' | 'line' | 'column'> {
  return where === undefined ? { message, hint } : { where, message, hint }
}
