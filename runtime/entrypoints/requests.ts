import { Cancelled } from '../errors/index.js'
import type { IncomingMessage } from '../transport/index.js'

/** Cancellations that are remembered for requests which have yet to come. */
const MAX_REMEMBERED = 10_000

/** How long one is remembered that does not say it, in milliseconds. */
const USUAL_LIFE = 60_000

/** What tells requests of all callers apart. */
type RequestKey = Pick<IncomingMessage, 'replyTo' | 'correlationId'>

/** A request that this instance has. */
export class Request {
  /** Its caller has given up. */
  cancelled = false
  /** What that changes. @default nothing */
  onCancelled: (() => void) | undefined

  cancel(): void {
    this.cancelled = true
    this.onCancelled?.()
  }

  /** @throws {Cancelled} when its caller has given up. */
  refuseCancelled(): void {
    if (this.cancelled) {
      throw new Cancelled('the caller had given up before the call began: it was not run', {
        retry: 'safe',
      })
    }
  }
}

/** The requests that an instance has, to be cancelled by their callers. */
export class Requests {
  readonly #underway = new Map<string, Request>()
  /** Cancelled before they came, and until when that holds; the oldest first. */
  readonly #early = new Map<string, number>()

  /** A request has come in. */
  enter(message: RequestKey): Request {
    const request = new Request()
    const key = keyOf(message)
    if (key === undefined) return request
    const until = this.#early.get(key)
    if (until !== undefined) {
      this.#early.delete(key)
      request.cancelled = Date.now() < until
    }
    this.#underway.set(key, request)
    return request
  }

  /** It is done with. Delivered a second time meanwhile, the key is the other's. */
  leave(message: RequestKey, request: Request): void {
    const key = keyOf(message)
    if (key !== undefined && this.#underway.get(key) === request) this.#underway.delete(key)
  }

  /** A caller has given up a request, which may be here, may yet come, or is another instance's. */
  cancel(message: RequestKey & Pick<IncomingMessage, 'expiration'>): void {
    const key = keyOf(message)
    if (key === undefined) return
    const request = this.#underway.get(key)
    if (request !== undefined) {
      request.cancel()
      return
    }
    if (this.#early.size >= MAX_REMEMBERED) this.#forgetOldest()
    this.#early.set(key, Date.now() + (message.expiration ?? USUAL_LIFE))
  }

  #forgetOldest(): void {
    for (const key of this.#early.keys()) {
      this.#early.delete(key)
      return
    }
  }
}

function keyOf({ replyTo, correlationId }: RequestKey): string | undefined {
  return correlationId === undefined ? undefined : `${replyTo} ${correlationId}`
}
