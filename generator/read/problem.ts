/** Something in the user's project that keeps a contract from being read. */
export interface Problem {
  /** Relative to the project's folder, with forward slashes. */
  readonly file: string
  /** From 1. */
  readonly line: number
  /** From 1. */
  readonly column: number
  /** The method or class that it keeps from being read: `GreetingService.hello`. */
  readonly where?: string
  /** What is wrong. */
  readonly message: string
  /** What to do about it. */
  readonly hint: string
}

/** A problem as two lines of text, the first of which editors and terminals make clickable. */
export function formatProblem(problem: Problem): string {
  const { file, line, column, where, message, hint } = problem
  const subject = where === undefined ? '' : `${where}: `
  return `${file}:${line}:${column} - ${subject}${message}\n  ${hint}`
}
