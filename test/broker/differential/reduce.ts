import { Divergence, runInLockstep } from './lockstep.js'
import type { Side } from './side.js'

/** Milliseconds after which a difference is one, while sequences are tried by the dozen. */
const PATIENCE = 300

/** Leaves out of a sequence what is not needed to make two brokers differ at its end. */
export async function reduce(
  divergence: Divergence,
  sides: readonly [Side, Side],
): Promise<Divergence> {
  let least = divergence
  // From the end, because what comes first is most often what the rest works with.
  for (let size = 8; size >= 1; size = Math.floor(size / 2)) {
    for (let at = least.operations.length - 1 - size; at >= 0; at -= size) {
      const fewer = least.operations.toSpliced(at, size)
      try {
        await runInLockstep(fewer, sides, PATIENCE)
      } catch (error) {
        if (!(error instanceof Divergence)) throw error
        least = error
      }
      at = Math.min(at, least.operations.length - 1)
    }
  }
  return least
}
