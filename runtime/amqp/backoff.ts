import type { Pauses } from './amqp-options.js'

/** The part of a pause that is left to chance, so that a cluster's callers do not return at once. */
const JITTER = 0.25

/**
 * The pauses between attempts. Each is drawn once until `reset`, so that connections which were
 * lost together and share a backoff come back together.
 */
export class Backoff {
  readonly #pauses: Pauses
  #drawn: number[] = []

  constructor(pauses: Pauses) {
    this.#pauses = pauses
  }

  /** Milliseconds to wait before an attempt, counted from 1. */
  before(attempt: number): number {
    this.#drawn[attempt] ??= this.#draw(attempt)
    return this.#drawn[attempt]
  }

  reset(): void {
    this.#drawn = []
  }

  #draw(attempt: number): number {
    const { first, longest } = this.#pauses
    const pause = Math.min(longest, first * 2 ** (attempt - 1))
    return Math.round(pause * (1 - JITTER * Math.random()))
  }
}
