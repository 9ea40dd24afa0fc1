import type { ts } from 'ts-morph'
import { type Argument, argumentOf, type Literal, literalOf, optionOf } from './literal-argument.js'
import type { Reading } from './reading.js'

/** Reads what a decorator was given; what is not known when the code is written is reported. */
export class DecoratorOptions {
  readonly #options: Argument | undefined
  readonly #decorator: string
  readonly #where: string
  readonly #reading: Reading

  /** @param decorator With its `@`. */
  constructor(
    given: ts.Expression | undefined,
    decorator: string,
    where: string,
    reading: Reading,
  ) {
    this.#options = given && argumentOf(given, reading.checker)
    this.#decorator = decorator
    this.#where = where
    this.#reading = reading
  }

  /** Whether an option is given at all, whatever it is. */
  has(name: string): boolean {
    return this.find(name) !== undefined
  }

  find(name: string): Argument | undefined {
    return this.#options && optionOf(this.#options, name, this.#reading.checker)
  }

  /** A literal that is accepted; undefined when there is none, or it was refused. */
  literal<T extends Literal>(
    name: string,
    accepts: (value: Literal | undefined) => value is T,
    wanted: string,
  ): T | undefined {
    const option = this.find(name)
    if (option === undefined) return undefined
    const value = literalOf(option, this.#reading.checker)
    if (accepts(value)) return value
    const problem =
      value === undefined
        ? `the option \`${name}\` of ${this.#decorator} is not known before the program runs`
        : `the option \`${name}\` of ${this.#decorator} cannot be ${JSON.stringify(value)}`
    this.#reading.problems.add(option.node, {
      where: this.#where,
      message: problem,
      hint: `write ${wanted}`,
    })
    return undefined
  }
}

export function isString(value: Literal | undefined): value is string {
  return typeof value === 'string' && value !== ''
}

export function isBoolean(value: Literal | undefined): value is boolean {
  return typeof value === 'boolean'
}

export function isOneOf<T extends string>(
  values: readonly T[],
): (value: Literal | undefined) => value is T {
  return (value): value is T => (values as readonly unknown[]).includes(value)
}
