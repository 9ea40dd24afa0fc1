// How fast values that are right are checked: the generated codecs beside zod, ajv and typia, in turns
// in one process. zod makes a copy of what is declared, as `check and strip` does; the others look only.
import { median } from '../support/median.js'
import { ajvChecks } from './ajv-checks.js'
import { myceliaCodecs } from './mycelia-checks.js'
import { typiaChecks } from './typia-checks.js'
import { makeValue } from './values.js'
import { zodChecks } from './zod-checks.js'

const ROUNDS = Number(process.env.ROUNDS ?? 15)
/** Of each round and side. */
const MILLISECONDS = 60
/** How many values there are of each case, so that none is known by heart. */
const VALUES = 64

type Check = (value: any) => boolean

const codecs = await myceliaCodecs()
const typia = await typiaChecks()

/** Checks per second. What is checked has been parsed from JSON, as a request is. */
function measure(check: Check, values: readonly unknown[]): number {
  let count = 0
  const begin = performance.now()
  let spent = 0
  while (spent < MILLISECONDS) {
    for (const value of values) if (!check(value)) throw new Error('refused')
    count += values.length
    spent = performance.now() - begin
  }
  return (count / spent) * 1000
}

for (const [index, [name, make]] of Object.entries(makeValue).entries()) {
  const values = Array.from({ length: VALUES }, (_, seed) =>
    JSON.parse(JSON.stringify(make(seed))),
  ) as unknown[]
  const { acceptsArgs, decodeArgs } = codecs[index]!
  const args = values.map((value) => [value])
  const sides: Record<string, readonly [check: Check, values: readonly unknown[]]> = {
    mycelia: [acceptsArgs!, args],
    'check and strip': [(value) => acceptsArgs!(value) && decodeArgs!(value) !== undefined, args],
    zod: [zodChecks[index]!, values],
    ajv: [ajvChecks[index]!, values],
    typia: [typia[index]!, values],
  }
  const rates = new Map<string, number[]>(Object.keys(sides).map((side) => [side, []]))
  for (let round = -2; round < ROUNDS; round++) {
    for (const [side, [check, given]] of Object.entries(sides)) {
      const rate = measure(check, given)
      if (round >= 0) rates.get(side)!.push(rate)
    }
  }
  console.log(`${name}:`)
  const own = rates.get('mycelia')!
  for (const [side, list] of rates) {
    const ratio = median(own.map((rate, round) => rate / list[round]!))
    console.log(
      `  ${side.padEnd(16)} ${Math.round(median(list)).toLocaleString('en').padStart(12)} checks/s   mycelia ${ratio.toFixed(2)} times`,
    )
  }
}
