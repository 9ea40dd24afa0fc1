/** Repetitions that may follow each other when all calls fail. */
const MOST = 10

/** What a call adds to them: one repetition for ten calls. */
const EARNED = 0.1

/**
 * Keeps callers of a service in trouble from making it worse: in the long run they repeat one call in ten.
 */
export class RetryBudget {
  #left = MOST

  /** A call is made. */
  earn(): void {
    this.#left = Math.min(MOST, this.#left + EARNED)
  }

  /** @returns whether a call may be repeated, which then counts. */
  spend(): boolean {
    if (this.#left < 1) return false
    this.#left--
    return true
  }
}
