/** What kind of thing went wrong; whoever calls decides what follows from it. */
export type ScaffoldErrorCode =
  /** The name of the service cannot be used. */
  | 'InvalidName'
  /** Another answer, such as the scope, cannot be used. */
  | 'InvalidAnswer'
  /** Files that are not the plan's stand where it would write. */
  | 'Conflict'
  /** The folder cannot be written, or writing failed half-way and was undone. */
  | 'WriteFailed'
  /** The packages that a project stands on cannot be had. */
  | 'PackagesMissing'

/** A project cannot be scaffolded: the message says what is wrong, where, and what to do. */
export class ScaffoldError extends Error {
  override readonly name = 'ScaffoldError'
  readonly code: ScaffoldErrorCode

  constructor(code: ScaffoldErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
