import { rpc, service } from 'mycelia'
import type {
  Account,
  Aged,
  Entry,
  Json,
  Labelled,
  Level,
  Named,
  Odd,
  Page,
  Point,
  Shape,
  Step,
  Tag,
  Tree,
} from './shapes.js'

/**
 * Gives everything back as it came: one method for each form that a type can have.
 * It is read to see what generated code looks like.
 */
@service('shapes', { naming: 'snake_case' })
export class ShapesService {
  /**
   * Told apart by their `kind`.
   * @param shape What to draw.
   * @param at When; now, if it is left out.
   */
  @rpc
  drawShape(shape: Shape, at?: Date): Shape {
    return { ...shape, ...(at && { drawn: at }) }
  }

  /** So many members that a look at their `kind` leads to each. */
  @rpc
  walk(steps: Step[]): Step {
    return steps[0] ?? { kind: 'ended', at: new Date(0) }
  }

  /** Overlapping objects: what any of them declares is kept. */
  @rpc
  merge(value: Named | Aged): Named | Aged {
    return value
  }

  @rpc
  pages(page: Page<Entry>): Promise<Page<Entry>> {
    return Promise.resolve(page)
  }

  @rpc
  tree(tree: Tree): Tree {
    return tree
  }

  @rpc
  json(value: Json): Json {
    return value
  }

  @rpc
  levels(levels: Level[], byName: Record<string, Level>): Level | undefined {
    return byName[''] ?? levels[0]
  }

  @rpc
  tuple(pair: [width: number, height?: number], dates: [Date, ...Point[]]): [Date, ...Point[]] {
    return pair.length > 1 ? dates : [new Date(0)]
  }

  @rpc
  dates(byDay: Record<string, Date | null>, all: (Date | number)[]): (Date | null)[] {
    return [...Object.values(byDay), ...all.filter((item) => item instanceof Date)]
  }

  @rpc
  labelled(value: Labelled, odd: Odd): Labelled {
    return { ...value, odd: odd['content-type'] }
  }

  @rpc
  inline(options: { from: Date; limits: { least?: number; most: number }[] }): { ok: boolean } {
    return { ok: options.limits.length > 0 }
  }

  @rpc
  maybe(text: string | undefined, list: (string | undefined)[]): (string | undefined)[] {
    return [text, ...list]
  }

  /** Demands more than the types say. */
  @rpc
  register(
    account: Account,
    /** @minItems 1 @maxItems 3 @uniqueItems */ tags: Tag[],
    /** @int @minimum 1 */ seats?: number,
  ): Account {
    return { ...account, seats: seats ?? tags.length }
  }

  /** Every argument has a name that is long enough for its signature not to fit on a single line. */
  @rpc
  longSignature(
    theFirstArgument: 'alpha' | 'beta' | 'gamma',
    theSecondArgument: readonly ('delta' | 'epsilon')[],
    ...allTheOtherArguments: unknown[]
  ): void {
    void [theFirstArgument, theSecondArgument, allTheOtherArguments]
  }
}
