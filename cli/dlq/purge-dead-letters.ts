import { createInterface } from 'node:readline/promises'
import { deadQueueOf } from 'mycelia/operations'
import { CommandFailed } from '../command-failed.js'
import { type DlqFlags, needsHere, noSuchQueue, withDeadLetters } from './dead-letters-here.js'

export interface PurgeFlags extends DlqFlags {
  readonly yes?: true
}

/** Throws the messages of a dead-letter queue away, if somebody has said so. */
export async function purgeDeadLetters(
  projectFolder: string,
  name: string,
  flags: PurgeFlags,
): Promise<void> {
  const queue = deadQueueOf(name)
  const here = await needsHere(projectFolder, flags)
  await withDeadLetters(here, async (letters) => {
    const count = await letters.count(queue)
    if (count === undefined) throw noSuchQueue(queue)
    if (!flags.yes) await confirm(queue, count)
    const messages = (await letters.purge(queue)) ?? 0
    if (flags.json) process.stdout.write(`${JSON.stringify({ queue, messages }, null, 2)}\n`)
    else process.stdout.write(`${messages} thrown away from ${queue}\n`)
  })
}

async function confirm(queue: string, count: number): Promise<void> {
  const what = `${count} message${count === 1 ? '' : 's'} of ${queue}`
  if (!process.stdin.isTTY) throw new CommandFailed(`to throw ${what} away, say --yes`, 2)
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  try {
    const answer = await terminal.question(`Throw ${what} away for good? [y/N] `)
    if (!/^y(es)?$/i.test(answer.trim())) throw new CommandFailed('nothing was thrown away')
  } finally {
    terminal.close()
  }
}
