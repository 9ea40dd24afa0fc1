// A built service: its size, the time until it consumes, and its memory at rest, beside a Node.js that
// only waits.
import { dirname } from 'node:path'
import { startBroker } from 'mycelia/broker'
import { median } from '../support/median.js'
import { buildService, type Start, startOnce } from './built-service.js'

const WAIT = "console.log('ready'); setInterval(() => {}, 60_000)"

export async function measureService(rounds: number): Promise<void> {
  using service = await buildService()
  await using broker = await startBroker()
  const start = (args: readonly string[]) => startOnce(args, dirname(service.program), broker.uri)
  await start([service.program])
  const pairs: { readonly own: Start; readonly node: Start }[] = []
  for (let i = 0; i < rounds; i++) {
    pairs.push({ node: await start(['-e', WAIT]), own: await start([service.program]) })
  }
  const of = (side: 'own' | 'node', key: keyof Start) =>
    median(pairs.map((pair) => pair[side][key] ?? Number.NaN)).toFixed(0)
  console.log(
    `a built service: ${service.size.toFixed(0)} kB, consumes after ${of('own', 'milliseconds')} ms, ` +
      `holds ${of('own', 'megabytes')} MB at rest; node alone says so after ${of('node', 'milliseconds')} ms, ` +
      `holds ${of('node', 'megabytes')} MB`,
  )
}
