/** Parts of the regular expressions in which RabbitMQ keeps permissions: PCRE's, unanchored. */

/** A pattern that one name fits. */
export function exactly(name: string): string {
  return name.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')
}

/** A pattern that all names fit that begin with something and go on. */
export function beginning(prefix: string): string {
  return `${exactly(prefix)}.+`
}

/** A pattern that everything fits. */
export const anything = '.*'

/** Patterns of which one has to fit, from the first character to the last. */
export class Patterns {
  readonly #parts = new Set<string>()

  add(part: string): void {
    this.#parts.add(part)
  }

  /** In a fixed order; without any, a pattern that no name fits. */
  get source(): string {
    if (this.#parts.size === 0) return '^$'
    return `^(${[...this.#parts].sort().join('|')})$`
  }
}
