// `npm run fuzz`: 100,000 inputs. `npm run fuzz -- --inputs 1000 --seed 7 broker` does less.
import { parseArgs } from 'node:util'
import { fuzz, TARGETS } from './fuzz.js'

const { values, positionals } = parseArgs({
  options: {
    inputs: { type: 'string', default: '100000' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 31)) },
  },
  allowPositionals: true,
})
const wrong = positionals.find((name) => !TARGETS.some((target) => target === name))
const inputs = Number(values.inputs)
if (wrong !== undefined || !(inputs > 0)) {
  process.stderr.write(`usage: npm run fuzz -- [--inputs N] [--seed N] [${TARGETS.join(' | ')}]\n`)
  process.exit(2)
}
const chosen = TARGETS.filter((name) => positionals.length === 0 || positionals.includes(name))
const seed = Number(values.seed)
process.stdout.write(`seed ${seed}\n`)
for (const name of chosen) {
  const result = await fuzz(name, Math.ceil(inputs / chosen.length), seed)
  const { crashes, hangs, leaks, growth, seconds } = result
  process.stdout.write(
    `${name.padEnd(9)} ${String(result.inputs).padStart(7)} inputs in ${seconds} s: ` +
      `${crashes.length} crashes, ${hangs.length} hangs, ${leaks.length} leaks, heap +${growth} MiB\n`,
  )
  for (const problem of [...crashes, ...hangs, ...leaks]) process.stdout.write(`  ${problem}\n`)
  if (crashes.length + hangs.length + leaks.length > 0) process.exitCode = 1
}
