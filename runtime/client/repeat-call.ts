import { Cancelled, ConnectionLost, isServiceError, type ServiceError } from '../errors/index.js'
import type { Caller, CallRequest } from '../token/index.js'
import { RetryBudget } from './retry-budget.js'

export interface Repetition {
  /** Whether the call may be made twice without harm. */
  readonly idempotent: boolean
  /** How often it is repeated at most. @default 4 where it is idempotent, else never */
  readonly retries?: number | undefined
}

const RETRIES = 4

/** Milliseconds that the first pause lasts at most; each next one twice as long, up to the last. */
const FIRST_PAUSE = 100
const LONGEST_PAUSE = 2_000

/**
 * Makes a call, and makes it again when it has failed without having been done, or when that does
 * no harm: after pauses at random, within its own time, and within what the caller may repeat of
 * all its calls to the service.
 */
export async function callRepeatedly(
  caller: Caller,
  request: CallRequest,
  { idempotent, retries = idempotent ? RETRIES : 0 }: Repetition,
): Promise<unknown> {
  if (retries === 0) return caller.call(request)
  const budget = budgetOf(caller, request.service)
  budget.earn()
  const deadline = deadlineOf(caller, request)
  /** The first failure after which the work may have been done. */
  let unsure: ServiceError | undefined
  for (let repeated = 0; ; repeated++) {
    try {
      const timeout = repeated === 0 ? request.timeout : deadline - Date.now()
      return await caller.call({ ...request, timeout })
    } catch (error) {
      if (!isServiceError(error)) throw error
      if (error.retry === 'unknown') unsure ??= error
      const told = error.retry === 'safe' ? (unsure ?? error) : error
      const pause = Math.random() * Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** repeated)
      const isOver = repeated >= retries || Date.now() + pause >= deadline
      if (isOver || !isRepeatable(error, idempotent) || !budget.spend()) throw told
      await wait(pause, request, told)
    }
  }
}

function isRepeatable(error: ServiceError, idempotent: boolean): boolean {
  if (error instanceof Cancelled) return false
  if (error.retry === 'safe') return true
  return idempotent && error instanceof ConnectionLost && error.retry === 'unknown'
}

function deadlineOf({ timeout: usual }: Caller, { timeout = usual, context }: CallRequest): number {
  return Math.min(Date.now() + (timeout ?? Infinity), context?.deadline ?? Infinity)
}

/** @throws {Cancelled} when the call is given up meanwhile. */
async function wait(
  milliseconds: number,
  { service, method, signal, context }: CallRequest,
  failure: ServiceError,
): Promise<void> {
  const signals = [signal, context?.signal].filter((given) => given !== undefined)
  const cancelled = await new Promise<boolean>((resolve) => {
    const timer = setTimeout(end, milliseconds, false)
    const onAbort = () => end(true)
    for (const given of signals) given.addEventListener('abort', onAbort)
    function end(aborted: boolean): void {
      clearTimeout(timer)
      for (const given of signals) given.removeEventListener('abort', onAbort)
      resolve(aborted)
    }
  })
  if (!cancelled) return
  throw new Cancelled(`${service}.${method} was cancelled before it was repeated`, {
    cause: failure,
    retry: failure.retry,
  })
}

const BUDGETS = new WeakMap<Caller, Map<string, RetryBudget>>()

function budgetOf(caller: Caller, service: string): RetryBudget {
  const known = BUDGETS.get(caller) ?? new Map<string, RetryBudget>()
  BUDGETS.set(caller, known)
  const budget = known.get(service) ?? new RetryBudget()
  known.set(service, budget)
  return budget
}
