import type { Logger } from '../log/index.js'
import type { Context, Started, WorkerHooks, WorkerOutcome } from '../token/index.js'

/** What one call holds: by the token that it was set up for. */
export type Held = ReadonlyMap<Started<unknown>, unknown>

/** What a call that has returned came to. */
export interface WorkerResult {
  /** What the method returned. */
  readonly result: unknown
}

/** A token that takes part in each call. */
export interface HookedToken {
  /** For messages. */
  readonly name: string
  readonly started: Started<unknown>
  readonly hooks: WorkerHooks
}

/**
 * Runs a call within what its tokens do around it: they are set up in the order of their injections,
 * and told the result and torn down in the reverse one. Whatever fails on the way, all that was set
 * up hears how the call ended, and is torn down.
 * @param run Makes the instance from what the call holds, and calls it.
 */
export async function runHooked<T extends WorkerResult>(
  tokens: readonly HookedToken[],
  context: Context,
  log: Logger,
  run: (held: Held) => Promise<T>,
): Promise<T> {
  const held = new Map<Started<unknown>, unknown>()
  const ready: HookedToken[] = []
  let outcome: WorkerOutcome
  let returned: T | undefined
  try {
    for (const token of tokens) {
      held.set(token.started, await token.hooks.setup(context))
      ready.unshift(token)
    }
    returned = await run(held)
    outcome = { failed: false, result: returned.result }
  } catch (error) {
    outcome = { failed: true, error }
  }
  for (const { name, started, hooks } of ready) {
    try {
      await hooks.result(held.get(started), outcome, context)
    } catch (error) {
      if (outcome.failed) logFailure(log, name, 'workerResult', context, error)
      else outcome = { failed: true, error }
    }
  }
  for (const { name, started, hooks } of ready) {
    try {
      await hooks.teardown(held.get(started), context)
    } catch (error) {
      logFailure(log, name, 'workerTeardown', context, error)
    }
  }
  if (outcome.failed) throw outcome.error
  return returned!
}

function logFailure(
  log: Logger,
  token: string,
  hook: string,
  { service, method, callId }: Context,
  error: unknown,
): void {
  log.error(`${hook} of ${token} failed after ${service}.${method}`, { error, callId })
}
