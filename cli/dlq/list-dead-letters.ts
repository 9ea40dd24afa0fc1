import { safeText } from '../safe-text.js'
import { type DlqFlags, needsHere, withDeadLetters } from './dead-letters-here.js'
import { knownDeadQueues } from './known-queues.js'

export interface ListFlags extends DlqFlags {
  readonly management?: string
}

/** Prints how many messages each dead-letter queue holds. */
export async function listDeadLetters(
  projectFolder: string,
  named: readonly string[],
  flags: ListFlags,
): Promise<void> {
  const here = await needsHere(projectFolder, flags)
  const queues = await knownDeadQueues(here, named, flags.management)
  const counted = await withDeadLetters(here, async (letters) => {
    const found: { readonly queue: string; readonly messages: number }[] = []
    // One that is not there yet holds none.
    for (const queue of queues) found.push({ queue, messages: (await letters.count(queue)) ?? 0 })
    return found
  })
  if (flags.json) process.stdout.write(`${JSON.stringify(counted, null, 2)}\n`)
  else process.stdout.write(format(counted))
}

function format(counted: readonly { readonly queue: string; readonly messages: number }[]): string {
  if (counted.length === 0) return 'no handlers, so no dead letters\n'
  return counted
    .map(({ queue, messages }) => `${String(messages).padStart(7)}  ${safeText(queue)}\n`)
    .join('')
}
