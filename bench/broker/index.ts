// The embedded broker beside RabbitMQ in one run: the same client and the same server on amqplib, each in
// a process of its own; then routing, the time to be ready, and memory. `npm run build` comes first.
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import type { Round } from '../call/rounds.js'
import type { Load } from '../support/load.js'
import { median } from '../support/median.js'
import type { Routing } from './router.js'

const ROUNDS = Number(process.env.ROUNDS ?? 7)
const STARTS = Number(process.env.STARTS ?? 11)
const rabbitmq = process.env.AMQP_URI ?? 'amqp://guest:guest@127.0.0.1:5672'

const CALLS: Round = { total: 20_000, inFlight: 100 }
const MESSAGES = 20_000
const MEGABYTE = 1024 * 1024

interface Started {
  readonly uri: string
  /** Milliseconds in `startBroker`. */
  readonly started: number
  /** Milliseconds with the import. */
  readonly ready: number
}

const running: ChildProcess[] = []

async function start(script: string, uri: string): Promise<ChildProcess> {
  const child = fork(new URL(script, import.meta.url), {
    env: { ...process.env, AMQP_URI: uri },
  })
  running.push(child)
  await once(child, 'message')
  return child
}

async function startEmbedded(): Promise<{ child: ChildProcess; started: Started }> {
  // Without the loader that runs TypeScript: that is not what a user pays for.
  const child = fork(new URL('embedded.js', import.meta.url), { execArgv: ['--expose-gc'] })
  running.push(child)
  const [started] = await once(child, 'message')
  return { child, started }
}

async function ask<T>(child: ChildProcess, order: Round | Routing | 'memory'): Promise<T> {
  child.send(order)
  const [answer] = await once(child, 'message')
  return answer
}

async function stop(child: ChildProcess): Promise<void> {
  running.splice(running.indexOf(child), 1)
  child.send('stop')
  await once(child, 'exit')
}

/** Asks both in turn, so that what else the machine does concerns both. */
async function inPairs<T>(ask: (side: 0 | 1) => Promise<T>): Promise<[T, T][]> {
  await ask(0)
  await ask(1)
  const pairs: [T, T][] = []
  for (let i = 0; i < ROUNDS; i++) pairs.push([await ask(0), await ask(1)])
  return pairs
}

async function measureCalls(uris: readonly [string, string]): Promise<void> {
  const servers = [
    await start('../call/raw-server.ts', uris[0]),
    await start('../call/raw-server.ts', uris[1]),
  ] as const
  const clients = [
    await start('../call/raw-client.ts', uris[0]),
    await start('../call/raw-client.ts', uris[1]),
  ] as const
  const pairs = await inPairs((side) => ask<Load>(clients[side], CALLS))
  const of = (side: 0 | 1, key: keyof Load) =>
    Math.round(median(pairs.map((pair) => pair[side][key])))
  const [own, other] = [of(1, 'callsPerSecond'), of(0, 'callsPerSecond')]
  console.log(
    `${CALLS.inFlight} in flight   rabbitmq ${other}/s (p99 ${of(0, 'p99')} us)` +
      `  embedded ${own}/s (p99 ${of(1, 'p99')} us)  ratio of medians ${(own / other).toFixed(2)}`,
  )
  for (const child of [...clients, ...servers]) await stop(child)
}

async function measureRouting(uris: readonly [string, string]): Promise<void> {
  const routers = [await start('router.ts', uris[0]), await start('router.ts', uris[1])] as const
  const speeds: [number, number][] = []
  for (const bindings of [1, 1_000]) {
    const order: Routing = { bindings, messages: MESSAGES }
    const pairs = await inPairs((side) => ask<number>(routers[side], order))
    const of = (side: 0 | 1) => Math.round(median(pairs.map((pair) => pair[side])))
    speeds.push([of(0), of(1)])
    console.log(
      `${String(bindings).padStart(5)} bindings   rabbitmq ${of(0)} messages/s  embedded ${of(1)} messages/s`,
    )
  }
  const share = (side: 0 | 1) => (speeds[1]![side] / speeds[0]![side]).toFixed(2)
  console.log(`1,000 bindings to 1: rabbitmq ${share(0)}  embedded ${share(1)}`)
  for (const child of routers) await stop(child)
}

async function measureStarts(): Promise<void> {
  const times: { readonly process: number; readonly started: Started }[] = []
  for (let i = 0; i < STARTS; i++) {
    const begin = performance.now()
    const { child, started } = await startEmbedded()
    times.push({ process: performance.now() - begin, started })
    await stop(child)
  }
  const of = (pick: (time: (typeof times)[number]) => number) => median(times.map(pick)).toFixed(0)
  console.log(
    `ready          in ${of((time) => time.started.started)} ms, with its import ` +
      `${of((time) => time.started.ready)} ms, as a new process ${of((time) => time.process)} ms`,
  )
}

try {
  const { child, started } = await startEmbedded()
  const uris = [rabbitmq, started.uri] as const
  const atRest = await ask<number>(child, 'memory')
  await measureCalls(uris)
  await measureRouting(uris)
  const afterwards = await ask<number>(child, 'memory')
  await stop(child)
  await measureStarts()
  console.log(
    `memory         at rest ${(atRest / MEGABYTE).toFixed(0)} MB, ` +
      `after these rounds ${(afterwards / MEGABYTE).toFixed(0)} MB`,
  )
} finally {
  for (const child of running) child.kill()
}
