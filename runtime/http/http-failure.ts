import type { Problem } from '../codec/index.js'

export interface HttpFailureOptions {
  readonly headers?: Readonly<Record<string, string>>
  /** The stable code of the error behind it. */
  readonly code?: string
  readonly problems?: readonly Problem[]
  /** Further members of the answer: the data of the error behind it. */
  readonly data?: Readonly<Record<string, unknown>>
}

/** Why a request is answered with an error; the message is fit for whoever has sent it. */
export class HttpFailure extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly options: HttpFailureOptions = {},
  ) {
    super(message)
  }
}
