// One call through the generated client, everything on, beside the same echo on amqplib alone: once
// with the least that a message needs, once with all that Nameko's messages carry.
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import type { Load } from '../support/load.js'
import { median } from '../support/median.js'
import type { Round } from './rounds.js'

const ROUNDS = Number(process.env.ROUNDS ?? 7)
const uri = process.env.AMQP_URI ?? 'amqp://guest:guest@127.0.0.1:5672'

const rounds: readonly (Round & { readonly name: string })[] = [
  { name: 'sequential', total: 2_000, inFlight: 1 },
  { name: '100 in flight', total: 20_000, inFlight: 100 },
]

/** A client, and the server that it calls. */
interface Side {
  readonly name: string
  readonly client: ChildProcess
  readonly server: ChildProcess
}

async function start(script: string, env: NodeJS.ProcessEnv): Promise<ChildProcess> {
  const child = fork(new URL(`./${script}.ts`, import.meta.url), {
    env: { ...process.env, AMQP_URI: uri, ...env },
  })
  await once(child, 'message')
  return child
}

async function startSide(name: string, kind: string, env: NodeJS.ProcessEnv = {}): Promise<Side> {
  const server = await start(`${kind}-server`, env)
  return { name, server, client: await start(`${kind}-client`, env) }
}

async function stop(child: ChildProcess): Promise<void> {
  child.send('stop')
  await once(child, 'exit')
}

async function load({ client }: Side, round: Round): Promise<Load> {
  client.send(round)
  const [result] = await once(client, 'message')
  return result
}

const sides = [
  await startSide('mycelia', 'mycelia'),
  await startSide('amqplib', 'raw', { SERVICE: 'raw_service' }),
  await startSide("amqplib, Nameko's properties", 'raw', {
    SERVICE: 'raw_nameko_service',
    LIKE_NAMEKO: '1',
  }),
]
try {
  for (const round of rounds) {
    for (const side of sides) await load(side, { ...round, total: round.total / 4 })
    const results = sides.map((): Load[] => [])
    for (let i = 0; i < ROUNDS; i++) {
      for (const [index, side] of sides.entries()) results[index]!.push(await load(side, round))
    }
    for (const [index, { name }] of sides.entries()) {
      const own = results[index]!
      const of = (key: keyof Load) => Math.round(median(own.map((result) => result[key])))
      const ratio = median(own.map((r, i) => results[0]![i]!.callsPerSecond / r.callsPerSecond))
      console.log(
        `${round.name.padEnd(14)} ${name.padEnd(29)} ${of('callsPerSecond')}/s ` +
          `(p50 ${of('p50')} us, p99 ${of('p99')} us)` +
          (index === 0 ? '' : `  mycelia's ratio ${ratio.toFixed(2)}`),
      )
    }
  }
} finally {
  await Promise.all(sides.map(({ client }) => stop(client)))
  await Promise.all(sides.map(({ server }) => stop(server)))
}
