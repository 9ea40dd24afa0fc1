import type { ts } from 'ts-morph'
import type { SourceStyle } from './source-style.js'
import type { SourceText } from './source-text.js'

/** The class that something is added to, and how its author writes. */
export interface EditTarget {
  readonly source: SourceText
  readonly node: ts.ClassLikeDeclaration
  readonly style: SourceStyle
}
