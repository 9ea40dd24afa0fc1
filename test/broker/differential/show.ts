import { inspect, isDeepStrictEqual } from 'node:util'
import type { Operation } from './operations.js'
import type { Seen, Side } from './side.js'

function show(value: unknown): string {
  return inspect(value, { depth: 12, breakLength: 160, compact: 12, sorted: true })
}

/** An operation in one line; flags that are off are left out. */
export function showOperation(operation: Operation): string {
  const { op, on, ...rest } = operation
  if (operation.op !== 'call') return `  ${on} ${op} ${showFields(rest)}`
  return `  ${on} ${operation.method} ${showFields(operation.fields)}`
}

function showFields(fields: object): string {
  const said = Object.entries(fields).filter(
    ([name, value]) =>
      name !== 'ticket' && value !== false && !(value instanceof Map && value.size === 0),
  )
  return show(Object.fromEntries(said))
}

/** Where two brokers differ after the last step, and only that. */
export function describeDifference(
  sides: readonly [Side, Side],
  answers: readonly unknown[],
  seen: readonly [Seen, Seen],
): string {
  const parts: string[] = []
  const note = (what: string, values: readonly unknown[]) => {
    if (isDeepStrictEqual(values[0], values[1])) return
    parts.push(`${what}:`, ...sides.map((side, i) => `  ${side.name}: ${show(values[i])}`))
  }
  note('answer', answers)
  const streams = new Set(seen.flatMap(({ streams }) => Object.keys(streams)))
  for (const stream of streams) {
    note(
      stream,
      seen.map((each) => each.streams[stream]),
    )
  }
  for (const queue of Object.keys(seen[0].queues)) {
    note(
      `queue ${queue}`,
      seen.map((each) => each.queues[queue]),
    )
  }
  return parts.join('\n')
}
