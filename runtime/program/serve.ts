import type { LoadedConfig } from '../config/index.js'
import type { Logger } from '../log/index.js'
import { run } from '../run.js'
import type { ServiceDefinition } from '../service/index.js'
import { stopSignals } from './stop-signals.js'
import { tellConnection } from './tell-connection.js'
import { untilAborted } from './until-aborted.js'

/**
 * Starts services, tells on standard output what becomes of them, and returns when a signal has
 * stopped them and the calls under way are finished.
 * @param log Where trouble with the connection goes.
 */
export async function serve(
  definitions: readonly ServiceDefinition[],
  config: LoadedConfig,
  log: Logger,
): Promise<void> {
  const names = definitions.map(({ name }) => name).join(', ')
  process.stdout.write(`starting services: ${names}\n`)
  const stop = stopSignals()
  const running = await startUnless(stop, () =>
    run(definitions, { config, onEvent: tellConnection(log), signal: stop }),
  )
  if (running?.http !== undefined) process.stdout.write(`Listening on ${running.http}\n`)
  if (running !== undefined) await untilAborted(stop)
  process.stdout.write(`stopping services: ${names}\n`)
  await running?.close()
  endSoon()
}

/** A start that is stopped before it has succeeded is no failure. */
async function startUnless<T>(stop: AbortSignal, start: () => Promise<T>): Promise<T | undefined> {
  try {
    return await start()
  } catch (error) {
    if (stop.aborted) return undefined
    throw error
  }
}

/** Milliseconds that the process may take to end by itself. */
const END_LIMIT = 1_000

/** Ends the process although something that has not been let go of would keep it. */
function endSoon(): void {
  setTimeout(() => process.exit(), END_LIMIT).unref()
}
