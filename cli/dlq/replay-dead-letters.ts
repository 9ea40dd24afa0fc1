import { deadQueueOf, type Replayed } from 'mycelia/operations'
import { CommandFailed } from '../command-failed.js'
import { safeText } from '../safe-text.js'
import { type DlqFlags, needsHere, noSuchQueue, withDeadLetters } from './dead-letters-here.js'

export interface ReplayFlags extends DlqFlags {
  readonly all?: true
  readonly to?: string
}

/** Gives messages back to their handlers, and tells of each what has become of it. */
export async function replayDeadLetters(
  projectFolder: string,
  name: string,
  ids: readonly string[],
  flags: ReplayFlags,
): Promise<void> {
  if (flags.all === (ids.length > 0 || undefined)) {
    throw new CommandFailed(
      'say which: the ids that `mycelia dlq show` tells, or --all, not both',
      2,
    )
  }
  const queue = deadQueueOf(name)
  const here = await needsHere(projectFolder, flags)
  const replayed: Replayed[] = []
  const isThere = await withDeadLetters(here, (letters) =>
    letters.replay(queue, {
      ...(flags.all === undefined && { ids: new Set(ids) }),
      ...(flags.to !== undefined && { to: flags.to }),
      onReplayed: (one) => {
        replayed.push(one)
        if (!flags.json) process.stdout.write(`${tell(one)}\n`)
      },
    }),
  )
  if (!isThere) throw noSuchQueue(queue)
  if (flags.json) process.stdout.write(`${JSON.stringify(replayed, null, 2)}\n`)
  else if (replayed.length === 0 && flags.all) process.stdout.write('no messages\n')
  refuseLeft(replayed, ids)
}

function tell({ id, queue, moved }: Replayed): string {
  const where = queue === '' ? 'an unknown queue' : safeText(queue)
  return moved === 'moved'
    ? `replayed  ${id}  to ${where}`
    : `    left  ${id}  ${WHY[moved](where)}`
}

const WHY: Readonly<Record<Exclude<Replayed['moved'], 'moved'>, (queue: string) => string>> = {
  'no such queue': (queue) =>
    `there is no ${queue}: start what handles it, or name another by --to`,
  'not its queue': (queue) => `it says that it comes from ${queue}: where it is to go, says --to`,
}

function refuseLeft(replayed: readonly Replayed[], ids: readonly string[]): void {
  const missing = ids.filter((id) => !replayed.some((one) => one.id === id))
  if (missing.length > 0) {
    throw new CommandFailed(`there is no message ${missing.map(safeText).join(', ')}`)
  }
  const left = replayed.filter(({ moved }) => moved !== 'moved').length
  if (left > 0) throw new CommandFailed(`${left} of ${replayed.length} were left where they are`)
}
