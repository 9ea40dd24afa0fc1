import { UnreadableBody } from './unreadable-body.js'

/** How deep arrays and objects may lie in each other. */
export const MAX_DEPTH = 128

/**
 * Refuses in a value that a peer has sent what could harm the code that works with it: keys that
 * reach an object's prototype, and nesting that would overflow the stack.
 * @throws {UnreadableBody}
 */
export function refuseHarm(value: unknown, depth = 0): void {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return
  if (depth >= MAX_DEPTH) throw new UnreadableBody(`nested deeper than ${MAX_DEPTH} levels`)
  if (Array.isArray(value)) {
    for (const item of value) refuseHarm(item, depth + 1)
    return
  }
  for (const [key, item] of Object.entries(value)) {
    if (key === '__proto__' || (key === 'constructor' && reachesPrototype(item))) {
      throw new UnreadableBody(`the key "${key}" is not allowed`)
    }
    refuseHarm(item, depth + 1)
  }
}

function reachesPrototype(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, 'prototype')
}
