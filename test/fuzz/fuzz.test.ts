// `npm run fuzz` does twenty times as much. FUZZ_SEED repeats a run.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { fuzz, TARGETS } from './fuzz.js'

const INPUTS = 5_000
const seed = Number(process.env.FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31))

describe('hostile input', () => {
  for (const name of TARGETS) {
    it(`neither crashes nor blocks ${name}, and leaves nothing behind`, async (t) => {
      t.diagnostic(`seed ${seed}`)
      const { crashes, hangs, leaks } = await fuzz(name, Math.ceil(INPUTS / TARGETS.length), seed)
      assert.deepEqual({ seed, crashes, hangs, leaks }, { seed, crashes: [], hangs: [], leaks: [] })
    })
  }
})
