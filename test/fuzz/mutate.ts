import type { Random } from './random.js'

/** What readers of bytes and of texts stumble over. */
const TROUBLE: readonly Buffer[] = [
  '__proto__',
  'constructor',
  'toString',
  '\0',
  '\r\n',
  '\u001b[2J',
  '../../../etc/passwd',
  '%00',
  '1e999',
  '-0',
  '18446744073709551616',
  'NaN',
  '[[[[[[[[',
  '{"":',
  '\ud83d',
  '\u202e',
].map((text) => Buffer.from(text))

const EDGES = [0, 1, 0x7f, 0x80, 0xce, 0xff]

type Mutation = (input: Buffer, random: Random, others: readonly Buffer[]) => Buffer

const mutations: readonly Mutation[] = [
  // One byte becomes another, or one of those where something ends.
  (input, random) => changed(input, random, () => random.below(256)),
  (input, random) => changed(input, random, () => random.pick(EDGES)),
  (input, random) => changed(input, random, (byte) => byte ^ (1 << random.below(8))),
  // It ends early, begins late, or goes on.
  (input, random) => input.subarray(0, random.below(input.length + 1)),
  (input, random) => input.subarray(random.below(input.length + 1)),
  (input, random) => Buffer.concat([input, random.bytes(random.below(40))]),
  // A part of it is gone, or comes again.
  (input, random) => {
    const [from, to] = part(input, random)
    return Buffer.concat([input.subarray(0, from), input.subarray(to)])
  },
  (input, random) => {
    const [from, to] = part(input, random)
    return Buffer.concat([input.subarray(0, to), input.subarray(from)])
  },
  (input, random) => inserted(input, random, random.pick(TROUBLE)),
  (input, random, others) => {
    const other = random.pick(others)
    const [from, to] = part(other, random)
    return inserted(input, random, other.subarray(from, to))
  },
]

/** An input that is almost what it was: up to four mutations. */
export function mutate(input: Buffer, random: Random, others: readonly Buffer[]): Buffer {
  let mutated: Buffer = input
  for (let left = random.below(5); left > 0; left--) {
    mutated = random.pick(mutations)(mutated, random, others)
  }
  return mutated
}

function changed(input: Buffer, random: Random, change: (byte: number) => number): Buffer {
  if (input.length === 0) return input
  const copy = Buffer.from(input)
  const at = random.below(copy.length)
  copy[at] = change(copy[at]!)
  return copy
}

function inserted(input: Buffer, random: Random, more: Buffer): Buffer {
  const at = random.below(input.length + 1)
  return Buffer.concat([input.subarray(0, at), more, input.subarray(at)])
}

function part(input: Buffer, random: Random): readonly [from: number, to: number] {
  const from = random.below(input.length + 1)
  return [from, Math.min(input.length, from + random.below(64))]
}
