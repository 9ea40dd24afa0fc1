import type { Random } from './random.js'

/** Something that has to stand whatever it is sent. */
export interface Target extends AsyncDisposable {
  readonly name: 'broker' | 'messages' | 'http'
  /** Inputs at a time. */
  readonly parallel: number
  /**
   * Sends an input, and resolves when it has been dealt with.
   * @throws {Hang} when it was not, in time.
   */
  feed(input: Buffer, random: Random): Promise<void>
  /** Does what it is there for. @throws when it does not any more. */
  alive(): Promise<void>
  /** What is held although nothing is going on: connections, calls without an answer. */
  held(): Promise<readonly string[]>
}

export class Hang extends Error {}

/** Milliseconds in which everything has to be dealt with. */
const LIMIT = 10_000

/** @throws {Hang} when it takes too long. */
export async function inTime<T>(what: string, work: Promise<T>, limit: number = LIMIT): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Hang(`${what}: nothing within ${limit} ms`)), limit)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
