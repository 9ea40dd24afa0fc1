// A process of a contender, its server or its client: what the parent orders is measured here.
import { type Load, measureFor } from '../support/load.js'
import type { Order, Peer, Setting } from './peer.js'

const [kind, role, json] = process.argv.slice(2) as [string, 'serve' | 'connect', string]
const setting: Setting = JSON.parse(json)
const { peer }: { peer: Peer } = await import(`./peers/${kind}.js`)

const MEGABYTE = 'm'.repeat(1_000_000)
let stop: () => Promise<unknown>
let measure: ((order: Order) => Promise<Load>) | undefined

if (role === 'serve') {
  stop = await peer.serve(setting)
} else {
  const caller = await peer.connect(setting)
  const answer = await caller.hello('ujun')
  if (answer !== 'Hello, ujun!') throw new Error(`${kind} answers ${JSON.stringify(answer)}`)
  stop = () => caller.close()
  measure = async ({ milliseconds, inFlight, large }) => {
    const end = performance.now() + milliseconds
    const beside = async () => {
      while (large === true && performance.now() < end) await caller.hello(MEGABYTE)
    }
    const [load] = await Promise.all([
      measureFor(() => caller.hello('ujun'), milliseconds, inFlight),
      beside(),
    ])
    return load
  }
}

process.on('message', async (order: Order | 'stop') => {
  if (order === 'stop') {
    // Some contenders keep a timer or a socket for a while after they have closed.
    await stop()
    process.exit()
  }
  process.send?.(await measure?.(order))
})
process.send?.('ready')
