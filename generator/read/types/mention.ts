import type { ts } from 'ts-morph'

/** Where a type is met: for the words and the place of a problem, and for what was written there. */
export interface Mention {
  /** The method: `OrdersService.place`. */
  readonly where: string
  /** The nearest place in the user's own files. */
  readonly node: ts.Node
  /** What the path starts from: a parameter, a named type, or the result when undefined. */
  readonly root: string | undefined
  /** The way from there: `.lines[].price`. */
  readonly steps: string
  /** How a package comes to the named type {@link root} from the one that the user mentions. */
  readonly via: string | undefined
  /** The way from {@link node}: two problems of one place are told apart by it. */
  readonly stepsFromNode: string
  /** How many types there are around this one, since the root. */
  readonly depth: number
  /** Objects without a name around this one, since the root. */
  readonly around: readonly ts.Type[]
  /** The type as it was written, when that is known. */
  readonly typeNode: ts.TypeNode | undefined
  /** What type parameters that were written stand for. */
  readonly substitution: ReadonlyMap<ts.Type, ts.Type>
}

export function mentionOf(
  where: string,
  root: string | undefined,
  node: ts.Node,
  typeNode: ts.TypeNode | undefined,
): Mention {
  return {
    where,
    node,
    root,
    steps: '',
    via: undefined,
    stepsFromNode: '',
    depth: 0,
    around: [],
    typeNode,
    substitution: new Map(),
  }
}

/** A part of a mentioned type. */
export function partOf(
  mention: Mention,
  step: string,
  typeNode: ts.TypeNode | undefined,
  node: ts.Node = mention.node,
): Mention {
  return {
    ...mention,
    node,
    steps: mention.steps + step,
    stepsFromNode: node === mention.node ? mention.stepsFromNode + step : '',
    depth: mention.depth + 1,
    typeNode,
  }
}

/**
 * A mention in words: "`order.lines[].price`", "`lines[].price` of the result", "the result"; deep
 * within a package's types "`Price.amount` (`Order.lines[].price.amount`)".
 */
export function inWords({ root, steps, via }: Mention): string {
  if (via !== undefined) return `\`${root}${steps}\` (\`${via}${steps}\`)`
  if (root !== undefined) return `\`${root}${steps}\``
  return steps === '' ? 'the result' : `\`${steps.replace(/^\./, '')}\` of the result`
}

/** How a property continues a path. */
export function propertyStep(name: string): string {
  return /^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u.test(name)
    ? `.${name}`
    : `[${JSON.stringify(name)}]`
}
