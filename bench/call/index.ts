// One call through the generated client, everything on, beside the same echo on amqplib alone.
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import type { Load } from '../support/load.js'
import { median } from '../support/median.js'
import type { Round } from './rounds.js'

const ROUNDS = Number(process.env.ROUNDS ?? 7)
const uri = process.env.AMQP_URI ?? 'amqp://guest:guest@127.0.0.1:5672'

const cases: readonly (Round & { readonly name: string })[] = [
  { name: 'sequential', total: 2_000, inFlight: 1 },
  { name: '100 in flight', total: 20_000, inFlight: 100 },
]

async function start(script: string): Promise<ChildProcess> {
  const child = fork(new URL(`./${script}.ts`, import.meta.url), {
    env: { ...process.env, AMQP_URI: uri },
  })
  await once(child, 'message')
  return child
}

async function stop(child: ChildProcess): Promise<void> {
  child.send('stop')
  await once(child, 'exit')
}

async function load(client: ChildProcess, round: Round): Promise<Load> {
  client.send(round)
  const [result] = await once(client, 'message')
  return result
}

const rawServer = await start('raw-server')
const myceliaServer = await start('mycelia-server')
const raw = await start('raw-client')
const mycelia = await start('mycelia-client')
try {
  for (const round of cases) {
    await load(raw, { ...round, total: round.total / 4 })
    await load(mycelia, { ...round, total: round.total / 4 })
    const results: { raw: Load; mycelia: Load }[] = []
    for (let i = 0; i < ROUNDS; i++) {
      results.push({ raw: await load(raw, round), mycelia: await load(mycelia, round) })
    }
    const of = (side: 'raw' | 'mycelia', key: keyof Load) =>
      Math.round(median(results.map((result) => result[side][key])))
    const ratio = median(results.map((r) => r.mycelia.callsPerSecond / r.raw.callsPerSecond))
    console.log(
      `${round.name.padEnd(14)} amqplib ${of('raw', 'callsPerSecond')}/s (p50 ${of('raw', 'p50')} us, p99 ${of('raw', 'p99')} us)` +
        `  mycelia ${of('mycelia', 'callsPerSecond')}/s (p50 ${of('mycelia', 'p50')} us, p99 ${of('mycelia', 'p99')} us)` +
        `  ratio ${ratio.toFixed(2)}`,
    )
  }
} finally {
  await Promise.all([raw, mycelia].map(stop))
  await Promise.all([rawServer, myceliaServer].map(stop))
}
