import {
  service as asService,
  type Cluster,
  connect,
  type Running,
  run,
  type ServiceDefinition,
} from 'mycelia'
import { type LoadedConfig, loadConfig } from 'mycelia/config'
import { Told } from '../amqp/open-transport.js'
import { ledgerServer } from '../ledger/src/generated/ledger.server.js'
import { LedgerService } from '../ledger/src/ledger.service.js'
import { quiet } from '../support/quiet.js'
import type { Journal } from './journal.js'

/** Seconds between heartbeats where a fault is noticed by nothing else. */
const HEARTBEAT = 1

/** The ledger service under a name of its own, to have several on one virtual host. */
export function ledgerCalled(name: string): ServiceDefinition {
  @asService(name)
  class Renamed extends LedgerService {}
  return { ...ledgerServer, name, class: Renamed }
}

/** Runs a ledger service in this process. */
export async function runLedger(
  uri: string,
  journal: Journal,
  name = 'ledger_service',
): Promise<{ readonly running: Running; readonly told: Told }> {
  const told = new Told()
  const { raw, ...config } = await chaosConfig(uri)
  const running = await run([ledgerCalled(name)], {
    config: { ...config, raw: { ...raw, journal: journal.file } },
    log: quiet,
    onEvent: told.onEvent,
  })
  return { running, told }
}

/** Connects a caller. */
export async function connectCaller(
  uri: string,
): Promise<{ readonly cluster: Cluster; readonly told: Told }> {
  const told = new Told()
  const config = await chaosConfig(uri)
  const cluster = await connect({ config, log: quiet, onEvent: told.onEvent })
  return { cluster, told }
}

async function chaosConfig(uri: string): Promise<LoadedConfig> {
  return { ...(await loadConfig({ broker: uri })), heartbeat: HEARTBEAT }
}
