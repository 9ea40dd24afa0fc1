/** Keys of which the matches are remembered. */
const CACHE_SIZE = 4_096

/**
 * Finds what is bound under patterns of words between dots, where `*` stands for one word and `#`
 * for any number. Patterns share a tree of words, so the number of bindings hardly matters; the
 * matches of keys that come again are remembered.
 */
export class TopicMatcher<Target> {
  readonly #root = new Node<Target>()
  readonly #cache = new Map<string, readonly Target[]>()
  #round = 0

  /** Binds a target; the same target under the same pattern is counted. */
  add(pattern: string, target: Target): void {
    let node = this.#root
    for (const word of wordsOf(pattern)) node = node.child(word)
    node.targets.set(target, (node.targets.get(target) ?? 0) + 1)
    this.#cache.clear()
  }

  /** Takes back one `add`. */
  remove(pattern: string, target: Target): void {
    const path = [this.#root]
    const words = wordsOf(pattern)
    for (const word of words) {
      const next = path.at(-1)!.existing(word)
      if (next === undefined) return
      path.push(next)
    }
    const { targets } = path.at(-1)!
    const count = targets.get(target)
    if (count === undefined) return
    if (count > 1) targets.set(target, count - 1)
    else targets.delete(target)
    for (let depth = words.length; depth > 0 && path[depth]!.empty; depth--) {
      path[depth - 1]!.forget(words[depth - 1]!)
    }
    this.#cache.clear()
  }

  /** Each target with a pattern that fits, once. Not to be changed. */
  match(key: string): readonly Target[] {
    const known = this.#cache.get(key)
    if (known !== undefined) return known
    const targets = this.#search(key)
    if (this.#cache.size >= CACHE_SIZE) this.#cache.clear()
    this.#cache.set(key, targets)
    return targets
  }

  /** Follows all patterns at once, word by word: no pattern takes longer than its own length. */
  #search(key: string): readonly Target[] {
    let current: Node<Target>[] = []
    this.#enter(current, this.#root, ++this.#round)
    for (const word of wordsOf(key)) {
      const next: Node<Target>[] = []
      const round = ++this.#round
      for (const node of current) {
        // What follows a `#` is still in it.
        if (node.isHash) this.#enter(next, node, round)
        this.#enter(next, node.words.get(word), round)
        this.#enter(next, node.star, round)
      }
      if (next.length === 0) return []
      current = next
    }
    if (current.length === 1) return [...current[0]!.targets.keys()]
    return [...new Set(current.flatMap((node) => [...node.targets.keys()]))]
  }

  /** A node and the `#` below it, which stands for no word too. */
  #enter(nodes: Node<Target>[], node: Node<Target> | undefined, round: number): void {
    for (let at = node; at !== undefined && at.round !== round; at = at.hash) {
      at.round = round
      nodes.push(at)
    }
  }
}

/** An empty key has no word, rather than an empty one. */
function wordsOf(key: string): readonly string[] {
  return key === '' ? [] : key.split('.')
}

class Node<Target> {
  readonly isHash: boolean
  readonly words = new Map<string, Node<Target>>()
  star: Node<Target> | undefined
  hash: Node<Target> | undefined
  readonly targets = new Map<Target, number>()
  /** The last round that came by. */
  round = 0

  constructor(isHash = false) {
    this.isHash = isHash
  }

  get empty(): boolean {
    return (
      this.targets.size === 0 &&
      this.words.size === 0 &&
      this.star === undefined &&
      this.hash === undefined
    )
  }

  existing(word: string): Node<Target> | undefined {
    return word === '*' ? this.star : word === '#' ? this.hash : this.words.get(word)
  }

  child(word: string): Node<Target> {
    let node = this.existing(word)
    if (node !== undefined) return node
    node = new Node<Target>(word === '#')
    if (word === '*') this.star = node
    else if (word === '#') this.hash = node
    else this.words.set(word, node)
    return node
  }

  forget(word: string): void {
    if (word === '*') this.star = undefined
    else if (word === '#') this.hash = undefined
    else this.words.delete(word)
  }
}
