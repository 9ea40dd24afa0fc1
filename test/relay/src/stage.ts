import { EventEmitter, once } from 'node:events'

/** What tests know of calls that run, by a name that the test gives them. */
const heard: EventEmitter = new EventEmitter().setMaxListeners(0)
const counts: Map<string, number> = new Map()
const open: Set<string> = new Set()

/** A call has come so far. */
export function reach(mark: string): void {
  counts.set(mark, reached(mark) + 1)
  heard.emit('reached')
}

/** How often a mark has been reached. */
export function reached(mark: string): number {
  return counts.get(mark) ?? 0
}

/** Resolves when a mark has been reached so often. */
export async function untilReached(mark: string, times = 1): Promise<void> {
  while (reached(mark) < times) await once(heard, 'reached')
}

/** Lets calls go on that wait for it. */
export function letGo(name: string): void {
  open.add(name)
  heard.emit('opened')
}

/** Resolves when the test lets the call go on. */
export async function untilLetGo(name: string, signal?: AbortSignal): Promise<void> {
  while (!open.has(name)) await once(heard, 'opened', signal === undefined ? {} : { signal })
}
