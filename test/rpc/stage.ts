import { type Cluster, connect, type Running, type RunOptions, run } from 'mycelia'
import { type Config, loadConfig } from 'mycelia/config'
import { RelayClient } from '../relay/src/generated/relay.client.js'
import { relayServer } from '../relay/src/generated/relay.server.js'
import { quiet } from '../support/quiet.js'

/** Starts an instance of the relay service. */
export async function serveRelay(
  uri: string,
  settings: Partial<Config> = {},
  options: Pick<RunOptions, 'onEvent' | 'signal'> = {},
): Promise<Running> {
  const config = await loadConfig({ values: {}, broker: uri })
  return run([relayServer], { config: { ...config, ...settings }, log: quiet, ...options })
}

/** A connection of a caller, and its client of the relay service. */
export async function callRelay(
  uri: string,
): Promise<{ readonly cluster: Cluster; readonly relay: RelayClient }> {
  const cluster = await connect({ uri, log: quiet })
  return { cluster, relay: cluster.client(RelayClient) }
}

let count = 0

/** A name that no other call has. */
export function fresh(): string {
  return `call ${++count}`
}
