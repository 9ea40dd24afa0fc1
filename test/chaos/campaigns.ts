import type { PrivateRabbitmq } from '../support/private-rabbitmq.js'
import { Journal } from './journal.js'
import { connectCaller } from './ledger.js'
import { Load, type LoadOptions } from './load.js'
import { Replicas } from './replicas.js'

/** Replicas of the service that is called. */
const REPLICAS = 4

/** What many faults under load have cost, all in all. */
export interface Toll {
  readonly calls: number
  /** How often calls ended in which way. */
  readonly outcomes: Readonly<Record<string, number>>
  /** Calls that were never settled, and that were more than once. */
  readonly never: number
  readonly twice: number
  /** Events that the broker had taken, and those of them that nobody handled. */
  readonly events: number
  readonly lost: number
  /** Calls that were run more than once. */
  readonly repeated: number
  /** Milliseconds from the end of each fault until calls were answered and events taken. */
  readonly recoveries: readonly number[]
}

/** Does something bad under load, and takes the milliseconds that recovery took, if that is asked for. */
type Strike = (load: Load, replicas: Replicas) => Promise<readonly number[]>

/** Kills RabbitMQ again and again, and starts it anew at once. */
export function killBroker(rabbitmq: PrivateRabbitmq, times: number): Promise<Toll> {
  return campaign(rabbitmq, { timeout: 8_000 }, async (load) => {
    const recoveries: number[] = []
    for (let time = 0; time < times; time++) {
      await load.goesOn(20)
      await rabbitmq.kill()
      await rabbitmq.start()
      const begin = performance.now()
      await load.probe()
      recoveries.push(performance.now() - begin)
    }
    return recoveries
  })
}

/** Kills one process of the service after the other, while calls are in every one of them. */
export function killReplicas(rabbitmq: PrivateRabbitmq, times: number): Promise<Toll> {
  return campaign(rabbitmq, { timeout: 30_000, callers: 12, work: 40 }, async (load, replicas) => {
    for (let time = 0; time < times; time++) {
      await replicas.kill(time % REPLICAS)
      await load.goesOn(5)
    }
    return []
  })
}

/** Restarts all processes of the service, one after the other, in good order. */
export function rollReplicas(rabbitmq: PrivateRabbitmq, times: number): Promise<Toll> {
  return campaign(rabbitmq, { timeout: 30_000, callers: 12, work: 40 }, async (load, replicas) => {
    for (let time = 0; time < times; time++) {
      for (let index = 0; index < REPLICAS; index++) await replicas.restart(index)
      await load.goesOn(20)
    }
    return []
  })
}

async function campaign(
  rabbitmq: PrivateRabbitmq,
  options: LoadOptions,
  strike: Strike,
): Promise<Toll> {
  using journal = new Journal()
  await using replicas = await Replicas.start(REPLICAS, rabbitmq.uri, journal)
  const { cluster } = await connectCaller(rabbitmq.uri)
  await using _ = cluster
  const load = new Load(cluster, options)
  await load.goesOn()
  const recoveries = await strike(load, replicas)
  await load.stop()
  const lost = await journal.missing('noted', load.acknowledged)
  const began = journal.counts('began')
  const repeated = load.calls.filter(({ id }) => (began.get(id) ?? 0) > 1)
  return {
    calls: load.calls.length,
    outcomes: load.outcomes(),
    ...load.unsettled(),
    events: load.acknowledged.length,
    lost: lost.length,
    repeated: repeated.length,
    recoveries,
  }
}
