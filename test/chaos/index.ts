// `npm run chaos`: what Mycelia loses when a RabbitMQ of its own and the processes of a service are
// killed under load. `--kills 3` does a part of it; it ends with 1 when something was lost.
import { parseArgs } from 'node:util'
import { hasRabbitmqServer, PrivateRabbitmq } from '../support/private-rabbitmq.js'
import { killBroker, killReplicas, rollReplicas, type Toll } from './campaigns.js'
import { countCases } from './nameko-cases.js'

/** Milliseconds in which all is to be as before when the broker is back, 19 times of 20. */
const RECOVERY_LIMIT = 2_000

const { values } = parseArgs({ options: { kills: { type: 'string', default: '20' } } })
const kills = Number(values.kills)
if (!Number.isInteger(kills) || kills < 1 || kills > 100) {
  process.stderr.write('usage: npm run chaos [-- --kills N]: kills of RabbitMQ, 1 to 100\n')
  process.exit(2)
}
if (!hasRabbitmqServer) {
  process.stderr.write(
    'npm run chaos kills a RabbitMQ of its own: rabbitmq-server is not in the path\n',
  )
  process.exit(1)
}

let failed = false

function row(what: string, value: string, good: boolean): void {
  if (!good) failed = true
  process.stdout.write(`${what.padEnd(64)} ${value.padStart(12)}  ${good ? 'ok' : 'FAILED'}\n`)
}

function tell(what: string, { calls, events, outcomes }: Toll): void {
  const ends = Object.entries(outcomes).map(([outcome, count]) => `${count} ${outcome}`)
  process.stdout.write(`\n${what}: ${calls} calls (${ends.join(', ')}), ${events} events\n`)
}

const rabbitmq = await PrivateRabbitmq.start()
try {
  const rolls = Math.ceil(kills / 2)
  const rolled = await rollReplicas(rabbitmq, rolls)
  tell(`${rolls} rolling restarts of 4 replicas`, rolled)
  const unanswered = (toll: Toll) => toll.calls - (toll.outcomes.answered ?? 0)
  row('  calls failed', String(unanswered(rolled)), unanswered(rolled) === 0)
  row('  calls run twice', String(rolled.repeated), rolled.repeated === 0)
  row('  acknowledged events lost', String(rolled.lost), rolled.lost === 0)

  const killed = await killReplicas(rabbitmq, kills * 5)
  tell(`${kills * 5} SIGKILLs of processes of a service`, killed)
  row('  calls unanswered after redelivery', String(unanswered(killed)), unanswered(killed) === 0)
  row('  calls that never settled', String(killed.never), killed.never === 0)
  row('  calls that settled twice', String(killed.twice), killed.twice === 0)
  row('  acknowledged events lost', String(killed.lost), killed.lost === 0)

  const broken = await killBroker(rabbitmq, kills)
  tell(`${kills} SIGKILLs of RabbitMQ`, broken)
  row('  calls that never settled', String(broken.never), broken.never === 0)
  row('  calls that settled twice', String(broken.twice), broken.twice === 0)
  row('  acknowledged events lost', String(broken.lost), broken.lost === 0)
  const late = percentile(broken.recoveries, 0.95)
  const median = percentile(broken.recoveries, 0.5)
  row('  back after the broker, p50', `${Math.round(median)} ms`, true)
  row('  back after the broker, p95', `${Math.round(late)} ms`, late < RECOVERY_LIMIT)
} finally {
  await rabbitmq[Symbol.asyncDispose]()
}
const { cases, held } = countCases()
process.stdout.write('\n')
row("cases of Nameko's list that a test of ours holds", `${held} of ${cases}`, held === cases)
process.exitCode = failed ? 1 : 0

function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? 0
}
