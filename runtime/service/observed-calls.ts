import type { Caller, CallRequest, Context } from '../token/index.js'

/** What a call did, told when it has ended. */
export interface ObservedCall {
  /** The service's name on the wire. */
  readonly service: string
  /** The method's name in TypeScript. */
  readonly method: string
  readonly milliseconds: number
  /** Whether it ended in an error. */
  readonly failed: boolean
  /** How often it called which method of another service: by `greeting_service.hello`. */
  readonly remoteCalls: ReadonlyMap<string, number>
}

/** Watches the calls of one service, and counts what they call in turn. */
export class ObservedCalls {
  readonly #tell: (call: ObservedCall) => void
  /** By the id of the call that is under way. */
  readonly #remote = new Map<string, Map<string, number>>()

  constructor(tell: (call: ObservedCall) => void) {
    this.#tell = tell
  }

  /** A caller that counts what it is asked for, and leaves the work to another. */
  counting(caller: Caller): Caller {
    return {
      call: (request) => {
        this.#count(request)
        return caller.call(request)
      },
    }
  }

  /** Runs a call, and tells of it. */
  async observe<T>(context: Context, run: () => Promise<T>): Promise<T> {
    const { callId, service, method } = context
    const remoteCalls = new Map<string, number>()
    this.#remote.set(callId, remoteCalls)
    const begin = performance.now()
    let failed = true
    try {
      const result = await run()
      failed = false
      return result
    } finally {
      this.#remote.delete(callId)
      const milliseconds = performance.now() - begin
      this.#tell({ service, method, milliseconds, failed, remoteCalls })
    }
  }

  #count({ callIdStack, service, method }: CallRequest): void {
    const remoteCalls = this.#remote.get(callIdStack?.at(-1) ?? '')
    const target = `${service}.${method}`
    remoteCalls?.set(target, (remoteCalls.get(target) ?? 0) + 1)
  }
}
