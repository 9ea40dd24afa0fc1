import type { LoadedConfig } from '../config/index.js'
import { ConfigError } from '../errors/index.js'

/**
 * Asks the process that serves with this configuration, on this machine, whether it is ready, and
 * tells on standard output.
 * @returns the exit code, as Docker's HEALTHCHECK wants it: 0 when it is ready, else 1.
 * @throws {ConfigError} when the configuration has no `health_address`.
 */
export async function tellHealth({ healthAddress }: LoadedConfig): Promise<0 | 1> {
  if (healthAddress === undefined) {
    throw new ConfigError('health_address is not set: write health_address: 127.0.0.1:8081, say')
  }
  const { askHealth } = await import('../health/index.js')
  const { ready, text } = await askHealth(healthAddress)
  process.stdout.write(`${text}\n`)
  return ready ? 0 : 1
}
