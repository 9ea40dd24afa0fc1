import { setMaxListeners } from 'node:events'

/** What can abort a call. */
export interface CallLimits {
  /** When its caller gives up, in milliseconds since the epoch. */
  readonly deadline: number | undefined
  /** Aborted when the container is killed. */
  readonly killed: AbortSignal
  readonly origin: { readonly signal?: AbortSignal }
}

/**
 * The signal of one call. `AbortSignal.any` would do the same, but it leaves something behind at
 * signals that outlive the call.
 */
export class CallSignal {
  readonly #controller = new AbortController()
  readonly #killed: AbortSignal
  readonly #timer: NodeJS.Timeout | undefined
  readonly #onKilled = (): void => this.abort(this.#killed.reason)

  /** @param cancelled Why the call was cancelled already; undefined when it was not. */
  constructor({ deadline, killed, origin }: CallLimits, cancelled: unknown) {
    this.#killed = killed
    // A call may make any number of calls, and a container run any number.
    setMaxListeners(0, this.signal, killed)
    if (cancelled !== undefined) this.#controller.abort(cancelled)
    for (const signal of [killed, origin.signal]) {
      if (signal?.aborted) this.#controller.abort(signal.reason)
    }
    if (this.signal.aborted) return
    killed.addEventListener('abort', this.#onKilled)
    origin.signal?.addEventListener('abort', () => this.abort(origin.signal?.reason))
    if (deadline === undefined) return
    this.#timer = setTimeout(() => this.abort(outOfTime()), Math.max(0, deadline - Date.now()))
    this.#timer.unref()
  }

  get signal(): AbortSignal {
    return this.#controller.signal
  }

  abort(reason: unknown): void {
    this.#controller.abort(reason)
    this.release()
  }

  /** Lets go of what outlives the call. */
  release(): void {
    clearTimeout(this.#timer)
    this.#killed.removeEventListener('abort', this.#onKilled)
  }
}

/** As `AbortSignal.timeout` says it. */
function outOfTime(): DOMException {
  return new DOMException('The operation was aborted due to timeout', 'TimeoutError')
}
