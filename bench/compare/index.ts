// The same small call, `hello('ujun')`, by way of several libraries on the same RabbitMQ in one run:
// every contender has a server process and a client process, and they take turns. `-- --quick` makes one
// short round; `-- mycelia nest` has only those kinds beside the base.
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { openRabbitmq, rabbitmqVersion } from '../../test/support/rabbitmq.js'
import { writeReport } from '../report/write-report.js'
import type { Load } from '../support/load.js'
import { BASE, CONTENDERS, type Contender } from './contenders.js'
import { MEASURES, type Measure } from './measures.js'
import { figuresOf, type Results, type Row } from './results.js'
import { type Side, startSide } from './sides.js'
import { legend, tables } from './table.js'
import { versionOf } from './version-of.js'

const args = process.argv.slice(2)
const quick = args.includes('--quick')
const kinds = args.filter((argument) => !argument.startsWith('--'))
const ROUNDS = quick ? 1 : Number(process.env.ROUNDS ?? 5)
const measures = quick ? MEASURES.map((each) => ({ ...each, milliseconds: 100 })) : MEASURES

if (rabbitmqVersion === undefined) throw new Error('no RabbitMQ answers at localhost:5672')

async function startEmbedded(): Promise<{ child: ChildProcess; uri: string }> {
  const child = fork(new URL('../broker/embedded.js', import.meta.url), { execArgv: [] })
  const [{ uri }] = await once(child, 'message')
  return { child, uri }
}

async function startSides(rabbitmq: string, embedded: string): Promise<Side[]> {
  const sides: Side[] = []
  for (const [index, contender] of CONTENDERS.entries()) {
    if (kinds.length > 0 && !kinds.includes(contender.kind) && contender.name !== BASE) continue
    const side = await startSide(contender, index, contender.embedded ? embedded : rabbitmq)
    if (side === undefined)
      process.stderr.write(`without ${contender.name}: no Python is at hand\n`)
    else sides.push(side)
  }
  return sides
}

/**
 * One round of a contender after that of another, so that what else the machine does concerns all.
 * Who takes ten times as long as a round to answer what is in flight is not asked again.
 */
async function takeTurns(sides: readonly Side[], measure: Measure): Promise<Map<Side, Load[]>> {
  const loads = new Map<Side, Load[]>()
  const slow = new Set<Side>()
  for (const side of sides) {
    const begin = performance.now()
    const first = await side.measure(measure)
    if (performance.now() - begin > 10 * measure.milliseconds) slow.add(side)
    loads.set(side, slow.has(side) ? [first] : [])
  }
  for (let round = 0; round < ROUNDS; round++) {
    for (const side of sides) {
      if (!slow.has(side)) loads.get(side)!.push(await side.measure(measure))
    }
  }
  return loads
}

/** At 400 in flight, who answers one call at a time in 45 ms is as fast as at 100, and takes 18 seconds. */
function takesPart({ kind, oneAtATime }: Contender, { inFlight, large }: Measure): boolean {
  return !(large === true && kind === 'nameko') && !(oneAtATime === true && inFlight === 400)
}

const rabbitmq = await openRabbitmq()
const embedded = await startEmbedded()
let sides: Side[] = []
try {
  sides = await startSides(rabbitmq.uri, embedded.uri)
  const figures = new Map(
    sides.map((side) => [side, {} as Record<string, Row['measures'][string]>]),
  )
  for (const measure of measures) {
    process.stderr.write(`${measure.title}\n`)
    const taking = sides.filter(({ contender }) => takesPart(contender, measure))
    const loads = await takeTurns(taking, measure)
    const base = loads.get(taking.find(({ contender }) => contender.name === BASE)!)!
    for (const [side, own] of loads) figures.get(side)![measure.key] = figuresOf(own, base)
  }
  const results: Results = {
    conditions: {
      node: process.versions.node,
      rabbitmq: rabbitmqVersion,
      cores: availableParallelism(),
      rounds: ROUNDS,
    },
    base: BASE,
    rows: sides.map((side) => ({
      name: side.contender.name,
      kind: side.contender.kind,
      version: versionOf(side.contender.kind),
      settings: side.contender.settings,
      measures: figures.get(side)!,
    })),
  }
  process.stdout.write(`${tables(results, measures)}\n\n${legend(results)}\n`)
  if (!quick && kinds.length === 0) {
    const file = new URL('../results.json', import.meta.url)
    writeFileSync(file, `${JSON.stringify(results, undefined, 2)}\n`)
    await writeReport(results)
  }
} finally {
  for (const side of sides) await side.close()
  embedded.child.send('stop')
  await rabbitmq.close()
}
