// How fast values that are right are checked: the generated codecs beside zod, ajv and typia, in turns
// in one process, net of the loop. zod makes a copy of what is declared, as `check and strip` does;
// the others look only.
import { median } from '../support/median.js'
import { ajvChecks } from './ajv-checks.js'
import { type Check, type measure, VALUES } from './measure.js'
import { myceliaCodecs } from './mycelia-checks.js'
import { typiaChecks } from './typia-checks.js'
import { makeValue } from './values.js'
import { zodChecks } from './zod-checks.js'

const ROUNDS = Number(process.env.ROUNDS ?? 15)
/** Of each round and side, at least. */
const MILLISECONDS = 20

/** A copy that somebody could look at, or an engine would not make it. */
export let kept: unknown

const codecs = await myceliaCodecs()
const typia = await typiaChecks()

for (const [index, [name, make]] of Object.entries(makeValue).entries()) {
  // What is checked has been parsed from JSON, as a request is.
  const values = Array.from({ length: VALUES }, (_, seed) =>
    JSON.parse(JSON.stringify(make(seed))),
  ) as unknown[]
  const { isResult, decodeResult } = codecs[index]!
  const sides: Readonly<Record<string, Check>> = {
    loop: () => true,
    mycelia: isResult!,
    'check and strip': (value) => {
      if (!isResult!(value)) return false
      kept = decodeResult!(value)
      return true
    },
    zod: zodChecks[index]!,
    ajv: ajvChecks[index]!,
    typia: typia[index]!,
  }
  const loops = new Map<string, typeof measure>()
  for (const side of Object.keys(sides)) {
    loops.set(side, (await import(`./measure.js?${name}, ${side}`)).measure)
  }
  const times = new Map<string, number[]>(Object.keys(sides).map((side) => [side, []]))
  for (let round = -3; round < ROUNDS; round++) {
    for (const [side, check] of Object.entries(sides)) {
      const time = loops.get(side)!(check, values, MILLISECONDS)
      if (round >= 0) times.get(side)!.push(time)
    }
  }
  const loop = times.get('loop')!
  const net = (side: string) => times.get(side)!.map((time, round) => time - loop[round]!)
  console.log(`${name}:`)
  for (const side of Object.keys(sides).slice(1)) {
    const ratio = median(net(side).map((time, round) => time / net('mycelia')[round]!))
    const rate = Math.round(1e9 / median(net(side)))
    console.log(
      `  ${side.padEnd(16)} ${rate.toLocaleString('en').padStart(12)} checks/s   mycelia ${ratio.toFixed(2)} times`,
    )
  }
}
