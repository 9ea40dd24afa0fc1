import type { TransportEvent } from './amqp/index.js'
import type { LoadedConfig } from './config/index.js'
import { Health, type HealthServer, serveHealth } from './health/index.js'

/** What probes learn of a process, and where they ask. */
export interface Probes {
  readonly health: Health
  /** Follows the connection to the broker. */
  follow(event: TransportEvent): void
  close(): void
}

/**
 * Answers probes from now on, where the configuration says so: also while the broker is waited for.
 * @throws {ConfigError} when the port cannot be had.
 */
export async function openProbes({ healthAddress }: LoadedConfig): Promise<Probes> {
  const health = new Health()
  let server: HealthServer | undefined
  if (healthAddress !== undefined) server = await serveHealth(health, healthAddress)
  return {
    health,
    follow({ type }) {
      if (type === 'connected') health.connected = true
      if (type === 'disconnected') health.connected = false
    },
    close: () => server?.close(),
  }
}
