import type { ts } from 'ts-morph'
import type { Reading } from '../reading.js'
import type { Callable } from './call-target.js'
import { isErrorOf } from './error-type.js'

/** What some code can throw: errors of its own, and whatever comes out of what it calls. */
export class Throws {
  /** Each type with a place where it is thrown. */
  readonly errors: Map<ts.Type, ts.Node> = new Map()
  /** What is called, and whether on `this`, where a class that extends it may have its own. */
  readonly calls: Map<Callable, boolean> = new Map()

  addError(type: ts.Type, node: ts.Node): void {
    if (!this.errors.has(type)) this.errors.set(type, node)
  }

  addCall(target: Callable, onThis: boolean): void {
    this.calls.set(target, onThis || (this.calls.get(target) ?? false))
  }

  addAll({ errors, calls }: Throws): void {
    for (const [type, node] of errors) this.addError(type, node)
    for (const [target, onThis] of calls) this.addCall(target, onThis)
  }
}

/** What each function throws, looked at once. */
export type ThrowsOf = (target: Callable) => Throws

/**
 * Follows the calls to their ends, each function once.
 * @param override What is called in place of a method that was called on `this`.
 */
export function errorsReached(
  start: Throws,
  throwsOf: ThrowsOf,
  override: (target: Callable) => Callable = (target) => target,
): ReadonlyMap<ts.Type, ts.Node> {
  const all = new Throws()
  const pending = [start]
  const followed = new Set<Callable>()
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    for (const [type, node] of next.errors) all.addError(type, node)
    for (const [called, onThis] of next.calls) {
      const target = onThis ? override(called) : called
      if (followed.has(target)) continue
      followed.add(target)
      pending.push(throwsOf(target))
    }
  }
  return all.errors
}

/** What a `catch` has caught, less what it has dealt with where the error is looked at. */
export interface Caught {
  readonly throws: Throws
  readonly except: readonly ts.Type[]
}

/** What comes out when a caught error is thrown again. */
export function thrownAgain(
  { throws, except }: Caught,
  throwsOf: ThrowsOf,
  reading: Reading,
): Throws {
  if (except.length === 0) return throws
  return selected(
    throws,
    throwsOf,
    (type) => !except.some((base) => isErrorOf(type, base, reading)),
  )
}

/** What comes out when it is thrown again as one of a class, and may be of one that extends it. */
export function thrownAgainAs(
  base: ts.Type,
  node: ts.Node,
  { throws }: Caught,
  throwsOf: ThrowsOf,
  reading: Reading,
): Throws {
  const known = selected(throws, throwsOf, (type) => isErrorOf(type, base, reading))
  if (known.errors.size === 0) known.addError(base, node)
  return known
}

function selected(
  throws: Throws,
  throwsOf: ThrowsOf,
  isWanted: (type: ts.Type) => boolean,
): Throws {
  const wanted = new Throws()
  for (const [type, node] of errorsReached(throws, throwsOf)) {
    if (isWanted(type)) wanted.addError(type, node)
  }
  return wanted
}
