import type { Logger } from '../log/index.js'
import type { Context, Started, WorkerHooks, WorkerOutcome } from '../token/index.js'

/** What one call holds: by the token that it was set up for. */
export type Held = ReadonlyMap<Started<unknown>, unknown>

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
export async function runHooked(
  tokens: readonly HookedToken[],
  context: Context,
  log: Logger,
  run: (held: Held) => Promise<unknown>,
): Promise<unknown> {
  const held = new Map<Started<unknown>, unknown>()
  const ready: HookedToken[] = []
  let outcome: WorkerOutcome
  try {
    for (const token of tokens) {
      held.set(token.started, await token.hooks.setup(context))
      ready.unshift(token)
    }
    outcome = { failed: false, result: await run(held) }
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
  return outcome.result
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
