import { isDeepStrictEqual } from 'node:util'
import { CHANNELS, connectionOf, type Operation } from './operations.js'
import { describeDifference, showOperation } from './show.js'
import type { Seen, Side } from './side.js'

/** Two brokers did different things after the last of these operations. */
export class Divergence extends Error {
  readonly #operations: readonly Operation[]

  constructor(operations: readonly Operation[], message: string) {
    super(message)
    this.#operations = operations
  }

  get operations(): readonly Operation[] {
    return this.#operations
  }
}

/**
 * Takes two brokers through a sequence, step by step, and compares all that can be seen after each.
 * @param patience milliseconds within which both have to show the same, since some of it happens
 * behind the scenes.
 * @throws {Divergence} at the first step after which they differ.
 */
export async function runInLockstep(
  operations: readonly Operation[],
  sides: readonly [Side, Side],
  patience = 1_500,
): Promise<void> {
  try {
    for (const [index, operation] of operations.entries()) {
      const answers = await perform(operation, index, sides)
      await compare(operations.slice(0, index + 1), answers, sides, patience)
    }
  } finally {
    await Promise.all(sides.map((side) => side.reset()))
  }
}

async function perform(
  operation: Operation,
  index: number,
  sides: readonly [Side, Side],
): Promise<readonly unknown[]> {
  const { on } = operation
  const both = <T>(act: (side: Side) => Promise<T>) => Promise.all(sides.map(act))
  switch (operation.op) {
    case 'closeChannel':
      return both((side) => side.closeChannel(on))
    case 'closeConnection':
      // At the end of a connection its channels end in no order: here they end one by one.
      for (const channel of CHANNELS) {
        if (connectionOf(channel) !== connectionOf(on)) continue
        await both((side) => side.closeChannel(channel))
        await both((side) => side.rest())
      }
      return both((side) => side.closeConnection(on))
    case 'call':
      await both((side) => side.ready(on))
      return both((side) => side.call(operation))
    case 'publish':
      await both((side) => side.ready(on))
      return both((side) => side.publish(operation, `message ${index}`))
    case 'settle': {
      await both((side) => side.ready(on))
      const { how, pick } = operation
      const out = sides[0].out(on)
      const name = out[pick % out.length]
      // Tags of several queues may be in another order on the other side: then only one is settled.
      const multiple =
        operation.multiple &&
        name !== undefined &&
        isDeepStrictEqual(sides[0].upTo(on, name, true), sides[1].upTo(on, name, true))
      if (name === undefined && pick !== UNKNOWN) return []
      return both((side) => side.settle(on, how, name, { multiple, requeue: operation.requeue }))
    }
  }
}

/** A pick that, with nothing out, stands for a tag that was never given. */
export const UNKNOWN = 7

async function compare(
  operations: readonly Operation[],
  answers: readonly unknown[],
  sides: readonly [Side, Side],
  patience: number,
): Promise<void> {
  const begin = Date.now()
  for (let pause = 1; ; pause = Math.min(pause * 2, 100)) {
    const [one, other] = (await Promise.all(sides.map(see))) as [Seen, Seen]
    const equal = isDeepStrictEqual(answers[0], answers[1]) && isDeepStrictEqual(one, other)
    if (equal) break
    if (Date.now() - begin > patience) {
      throw new Divergence(
        operations,
        `${operations.map(showOperation).join('\n')}\n\n${describeDifference(sides, answers, [one, other])}`,
      )
    }
    // Whatever is still on its way has no event of its own to wait for.
    await new Promise((resolve) => setTimeout(resolve, pause))
  }
  for (const side of sides) side.clear()
}

async function see(side: Side): Promise<Seen> {
  await side.rest()
  return side.look()
}
