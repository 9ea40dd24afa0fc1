export interface ExpectedErrorOptions extends ErrorOptions {
  /** Whether whoever asked is to ask otherwise, and nothing has gone wrong. @default false */
  readonly misused?: boolean
}

/** What can go wrong without a bug: the message says what, where, and what to do. */
export class ExpectedError extends Error {
  override readonly name = 'ExpectedError'
  readonly misused: boolean

  constructor(message: string, { misused = false, ...options }: ExpectedErrorOptions = {}) {
    super(message, options)
    this.misused = misused
  }
}
