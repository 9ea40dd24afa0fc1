// `npm run soak`: a caller and a service under load, for ten minutes or `--minutes N`, over lines
// that break every few seconds. It prints what the process and the broker hold after each minute,
// and ends with 1 when something was lost or has grown.
import { setTimeout } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { hasRabbitmqServer, PrivateRabbitmq } from '../support/private-rabbitmq.js'
import { TcpProxy } from '../support/tcp-proxy.js'
import { lineFaults } from './line-faults.js'
import { Load } from './load.js'
import { Rig } from './rig.js'

/** Milliseconds. */
const MINUTE = 60_000

/** Bytes of the heap, and share of them, that may come and go. */
const HEAP_NOISE = 4 * 1024 * 1024
const HEAP_SHARE = 0.15

/** What is held when nothing is under way. */
interface Holdings {
  readonly heap: number
  readonly handles: number
  readonly connections: number
  readonly channels: number
  readonly queues: number
}

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '10' } } })
const minutes = Number(values.minutes)
if (!(minutes > 0 && minutes <= 24 * 60)) {
  process.stderr.write('usage: npm run soak [-- --minutes N]\n')
  process.exit(2)
}
if (!hasRabbitmqServer) {
  process.stderr.write(
    'npm run soak needs a RabbitMQ of its own: rabbitmq-server is not in the path\n',
  )
  process.exit(1)
}

const faults = Object.entries(lineFaults)
const samples: Holdings[] = []
const sums = { faults: 0, calls: 0, answered: 0, never: 0, twice: 0, events: 0, lost: 0 }

const rabbitmq = await PrivateRabbitmq.start()
try {
  await using callerLine = await TcpProxy.start(rabbitmq.uri)
  await using serviceLine = await TcpProxy.start(rabbitmq.uri)
  await using rig = await Rig.open({ uri: callerLine.uri, serviceUri: serviceLine.uri })
  await rig.load.stop()
  const lines = { caller: callerLine, service: serviceLine }
  const begin = performance.now()
  let next = begin
  while (performance.now() - begin < minutes * MINUTE) {
    const side = sums.faults % 2 === 0 ? 'caller' : 'service'
    const [, strike] = faults[Math.floor(Math.random() * faults.length)]!
    const load = new Load(rig.cluster, { timeout: 8_000 })
    await load.goesOn()
    await strike({ line: lines[side], told: rig.told[side] })
    await load.goesOn()
    await load.stop()
    sums.faults++
    sums.calls += load.calls.length
    sums.answered += load.answered
    sums.never += load.unsettled().never
    sums.twice += load.unsettled().twice
    sums.events += load.acknowledged.length
    sums.lost += (await rig.journal.missing('noted', load.acknowledged)).length
    await rest(rig, lines)
    if (performance.now() >= next) {
      next += minutes > 5 ? MINUTE : (minutes * MINUTE) / 6
      samples.push(await hold())
      tell(performance.now() - begin, samples.at(-1)!)
    }
  }
  samples.push(await hold())
  tell(performance.now() - begin, samples.at(-1)!)
} finally {
  await rabbitmq[Symbol.asyncDispose]()
}
judge()

/** Forgets what the measurement itself keeps, and makes every line a good one again. */
async function rest(
  rig: Rig,
  lines: Readonly<Record<'caller' | 'service', TcpProxy>>,
): Promise<void> {
  rig.journal.clear()
  for (const side of ['caller', 'service'] as const) {
    const told = rig.told[side]
    const back = told.until('connected', told.count('connected') + 1)
    lines[side].cut()
    await back
    lines[side].forget()
    told.forget()
  }
  await rig.cluster.dispatchEvent('ledger_service', 'booked', { id: 'rested' })
}

async function hold(): Promise<Holdings> {
  // Channels are opened again after their connection, and sockets closed after their end.
  await setTimeout(1_000)
  globalThis.gc?.()
  const count = async (...what: readonly string[]) =>
    (await rabbitmq.ctl(...what)).split('\n').filter((line) => line.trim() !== '').length - 1
  return {
    heap: process.memoryUsage().heapUsed,
    handles: process.getActiveResourcesInfo().filter((name) => name !== 'Timeout').length,
    connections: await count('list_connections', 'pid'),
    channels: await count('list_channels', 'pid'),
    queues: await count('list_queues', 'name'),
  }
}

function tell(time: number, { heap, handles, connections, channels, queues }: Holdings): void {
  process.stdout.write(
    `${Math.round(time / 1000)} s: ${sums.faults} faults, ${sums.calls} calls, ${sums.events} events; ` +
      `heap ${(heap / 1048576).toFixed(1)} MiB, ${handles} handles, ` +
      `${connections} connections, ${channels} channels, ${queues} queues\n`,
  )
}

function judge(): void {
  // The first has yet to warm up.
  const first = samples[Math.min(1, samples.length - 1)]!
  const last = samples.at(-1)!
  const { never, twice, lost, answered, calls } = sums
  const grown = (['handles', 'connections', 'channels', 'queues'] as const).filter(
    (what) => last[what] > first[what],
  )
  const heavier = last.heap - first.heap > HEAP_NOISE + first.heap * HEAP_SHARE
  process.stdout.write(
    `calls that never settled / settled twice / acknowledged events lost: ${never}/${twice}/${lost}; ` +
      `${answered} of ${calls} calls answered\n` +
      `grown: ${[...grown, ...(heavier ? ['heap'] : [])].join(', ') || 'nothing'}\n`,
  )
  if (never + twice + lost > 0 || grown.length > 0 || heavier) process.exitCode = 1
}
