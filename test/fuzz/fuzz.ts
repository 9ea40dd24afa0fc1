import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { brokerTarget } from './broker-target.js'
import { keepInput, readCorpus } from './corpus.js'
import { httpTarget } from './http-target.js'
import { messagesTarget } from './messages-target.js'
import { mutate } from './mutate.js'
import { Random } from './random.js'
import { Hang, type Target } from './target.js'

/** What came of fuzzing one target. */
export interface FuzzResult {
  readonly target: string
  readonly inputs: number
  readonly seconds: number
  /** Errors that nobody has caught, and targets that work no more. */
  readonly crashes: readonly string[]
  /** Inputs that were not dealt with in time. */
  readonly hangs: readonly string[]
  /** What is held although nothing goes on. */
  readonly leaks: readonly string[]
  /** MiB of heap at the end, above those after the first fifth. */
  readonly growth: number
}

/** MiB that the heap may grow by without counting as a leak: caches fill. */
const MAX_GROWTH = 40

const OPEN = { broker: brokerTarget, messages: messagesTarget, http: httpTarget } as const

export const TARGETS = Object.keys(OPEN) as readonly (keyof typeof OPEN)[]

/** Feeds a target with its corpus, and then with what mutation makes of it. */
export async function fuzz(
  name: keyof typeof OPEN,
  inputs: number,
  seed: number,
): Promise<FuzzResult> {
  const crashes: string[] = []
  const onCrash = (error: unknown) => crashes.push(describe(error))
  process.on('uncaughtException', onCrash)
  process.on('unhandledRejection', onCrash)
  const begin = performance.now()
  try {
    const target = await OPEN[name]()
    const found = await feedAll(target, inputs, seed, crashes)
    await target[Symbol.asyncDispose]()
    const seconds = Math.round((performance.now() - begin) / 100) / 10
    return { target: name, inputs, seconds, crashes, ...found }
  } finally {
    process.off('uncaughtException', onCrash)
    process.off('unhandledRejection', onCrash)
  }
}

async function feedAll(
  target: Target,
  inputs: number,
  seed: number,
  crashes: string[],
): Promise<Pick<FuzzResult, 'hangs' | 'leaks' | 'growth'>> {
  const corpus = readCorpus(target.name)
  const hangs: string[] = []
  let next = 0
  let early = 0
  const feed = async () => {
    while (next < inputs && hangs.length === 0 && crashes.length === 0) {
      const index = next++
      // Each input has random numbers of its own: it is the same whatever goes on beside it.
      const random = new Random(seed + index)
      const input =
        index < corpus.length ? corpus[index]! : mutate(random.pick(corpus), random, corpus)
      try {
        await target.feed(input, random)
        if (crashes.length > 0) keepInput(target.name, input)
      } catch (error) {
        const list = error instanceof Hang ? hangs : crashes
        list.push(`${describe(error)}; see ${keepInput(target.name, input)}`)
      }
      if (index === Math.floor(inputs / 5)) early = heap()
      if (index % 500 === 499) await check()
    }
  }
  const check = () => target.alive().catch((error) => crashes.push(describe(error)))
  await Promise.all(Array.from({ length: target.parallel }, feed))
  await check()
  // What has just ended may take a moment to be gone.
  await new Promise((resolve) => setTimeout(resolve, 200))
  const leaks = [...(await target.held())]
  const growth = Math.round((heap() - early) / 2 ** 20)
  if (growth > MAX_GROWTH) leaks.push(`${growth} MiB of heap`)
  return { hangs, leaks, growth }
}

setFlagsFromString('--expose-gc')
const collect: () => void = runInNewContext('gc')

/** Bytes that are in use. */
function heap(): number {
  collect()
  return process.memoryUsage().heapUsed
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
