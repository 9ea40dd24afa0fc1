import type { ServiceError } from '../errors/index.js'
import type { IncomingMessage } from '../transport/index.js'

/** Calls that wait for their reply, by correlation id. */
export class PendingCalls {
  readonly #calls = new Map<string, PendingCall>()

  get size(): number {
    return this.#calls.size
  }

  add(id: string, call: PendingCall): void {
    this.#calls.set(id, call)
  }

  /** Takes a call out: whoever takes it settles it. Undefined when it is settled already. */
  take(id: string | undefined): PendingCall | undefined {
    if (id === undefined) return undefined
    const call = this.#calls.get(id)
    if (call === undefined) return undefined
    this.#calls.delete(id)
    call.release()
    return call
  }

  /** A call that still waits. */
  get(id: string): PendingCall | undefined {
    return this.#calls.get(id)
  }

  /** Fails all of them. */
  failAll(error: () => ServiceError): void {
    for (const id of [...this.#calls.keys()]) this.take(id)?.reject(error())
  }
}

export interface PendingCall {
  readonly service: string
  /** Whether the request has left: before that, a repetition is safe. */
  sent: boolean
  readonly resolve: (reply: IncomingMessage) => void
  readonly reject: (error: ServiceError) => void
  /** Lets go of the timer and the signal. */
  readonly release: () => void
}
