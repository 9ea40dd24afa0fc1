import type { Type, UnionType } from 'mycelia/contract'
import type { ts } from 'ts-morph'
import type { Reading } from '../reading.js'
import type { Mention } from './mention.js'

/** What the readers of the different forms of types share, while one service is read. */
export interface TypeScope {
  readonly reading: Reading
  readonly checker: ts.TypeChecker
  /** Reads a type of any form. */
  read(type: ts.Type, mention: Mention): Type
  /** Whether a type is referred to by its name. */
  isNamed(type: ts.Type): boolean
  /**
   * Reports a type that cannot travel.
   * @param what Follows the mention in words: `is a function, and functions cannot travel`.
   */
  refuse(mention: Mention, what: string, hint: string): Type
  /** Remembers a union, to be looked at when all named types are known. */
  addUnion(union: UnionType, type: ts.Type, mention: Mention): void
}

/** Stands for what could not be read, once that has been reported. */
export const UNREADABLE: Type = { kind: 'unknown' }
