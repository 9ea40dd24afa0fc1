import type { HostedServices } from '../hosted-services.js'
import type { EntrypointCalls } from './entrypoint-calls.js'

/**
 * Stops services, by force when they take too long.
 * @param limit Milliseconds.
 * @throws {Error} when it took force; it names what has not ended.
 */
export async function closeWithin(
  limit: number,
  services: HostedServices,
  calls: EntrypointCalls,
): Promise<void> {
  let unfinished: string | undefined
  const timer = setTimeout(() => {
    unfinished = calls.running.join(', ')
    void services.kill().catch(() => {})
  }, limit)
  try {
    // Ends with the kill, too.
    await services.close()
  } finally {
    clearTimeout(timer)
  }
  if (unfinished === undefined) return
  const who = unfinished === '' ? 'a provider' : unfinished
  throw new Error(
    `closed by force: ${who} had not ended ${limit} ms after close(); let it end with the \`signal\` ` +
      'of its Context, or give testCluster() a longer closeTimeout',
  )
}
