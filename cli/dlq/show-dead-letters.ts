import { inspect } from 'node:util'
import { deadQueueOf } from 'mycelia/operations'
import { CommandFailed } from '../command-failed.js'
import { safeText } from '../safe-text.js'
import { type DlqFlags, needsHere, noSuchQueue, withDeadLetters } from './dead-letters-here.js'
import { type DescribedLetter, describer } from './describe-dead-letter.js'

export interface ShowFlags extends DlqFlags {
  readonly limit: string
}

const MOST = 1_000

/** Prints the oldest messages of a dead-letter queue, which stay there. */
export async function showDeadLetters(
  projectFolder: string,
  name: string,
  flags: ShowFlags,
): Promise<void> {
  const limit = parseLimit(flags.limit)
  const queue = deadQueueOf(name)
  const here = await needsHere(projectFolder, flags)
  const found = await withDeadLetters(here, (letters) => letters.show(queue, limit))
  if (found === undefined) throw noSuchQueue(queue)
  const described = found.map(describer(queue, here))
  if (flags.json) return void process.stdout.write(`${JSON.stringify(described, null, 2)}\n`)
  if (described.length === 0) return void process.stdout.write('no messages\n')
  process.stdout.write(described.map(format).join('\n'))
}

function parseLimit(text: string): number {
  const limit = /^\d{1,4}$/.test(text) ? Number(text) : 0
  if (limit > 0 && limit <= MOST) return limit
  throw new CommandFailed(`--limit takes a number from 1 to ${MOST}, but got: ${text}`, 2)
}

function format(letter: DescribedLetter): string {
  const { id, error = 'unknown', message = '', attempts, firstFailure, queue } = letter
  const times = attempts === undefined ? '' : `, ${attempts} attempt${attempts === 1 ? '' : 's'}`
  const since = firstFailure === undefined ? '' : ` since ${firstFailure}`
  const lines = [
    `${id}  ${error}: ${message}`,
    `  from     ${queue ?? 'an unknown queue'}${times}${since}`,
    `  headers  ${flat(letter.headers)}`,
    `  payload  ${flat(letter.payload)}`,
  ]
  // A line break of somebody else's must not pass for a line of ours.
  return lines.map((line) => `${safeText(line).replaceAll(/[\n\t]/g, ' ')}\n`).join('')
}

function flat(value: unknown): string {
  return inspect(value, { breakLength: Infinity, depth: 8, maxStringLength: 2_000 })
}
