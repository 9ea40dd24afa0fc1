import type { Type } from 'mycelia/contract'
import type { Mention } from './mention.js'
import { type TypeScope, UNREADABLE } from './type-scope.js'

/** How many types may lie inside each other without a name. */
const DEEPEST = 60

/** How many types may be read between one named type and the next ones. */
const MOST_PARTS = 50_000

/**
 * Counts the types that are met between one named type and the next ones: generic types come to
 * more than can be read, or kept, with few words.
 */
export class SizeLimits {
  #root: Mention | undefined
  #parts = 0

  /** Whether something was too large: after that, nothing is read any more. */
  get exceeded(): boolean {
    return this.#parts > MOST_PARTS
  }

  /** Counts anew, for what begins here. */
  start(root: Mention): void {
    if (this.exceeded) return
    this.#root = root
    this.#parts = 0
  }

  /** Counts a type. What is returned stands for one that is too large or too deep. */
  refuse(mention: Mention, scope: TypeScope): Type | undefined {
    if (this.exceeded) {
      scope.reading.problems.suppress()
      return UNREADABLE
    }
    this.#parts++
    if (this.exceeded) return refuseSize(this.#root ?? mention, scope)
    return mention.depth > DEEPEST ? refuseDepth(mention, scope) : undefined
  }
}

function refuseSize(mention: Mention, scope: TypeScope): Type {
  return scope.refuse(
    mention,
    `has more than ${MOST_PARTS.toLocaleString('en')} parts without a name`,
    'declare interfaces for the parts; if it is generic, see what it comes to with these arguments',
  )
}

function refuseDepth(mention: Mention, scope: TypeScope): Type {
  const deep = { ...mention, steps: `${mention.steps.slice(0, 60)}...`, stepsFromNode: '' }
  return scope.refuse(
    deep,
    `lies more than ${DEEPEST} types deep without a named one between`,
    'declare interfaces for the parts',
  )
}
