import { ConfigError } from '../errors/index.js'
import type { KnownKey } from './known-keys.js'
import type { Read } from './value-readers.js'

/** A document, and where its parts come from. */
export interface Source {
  readonly document: Readonly<Record<string, unknown>>
  /** What a message about a value begins with: `config.yaml:3:11: max_workers`. */
  describe(path: readonly string[]): string
  /** What a message about a key begins with: `config.yaml:3:1`. */
  locateKey(key: string): string
}

/** A known key, or one within its mapping: `AMQP_SSL.ca_certs`. */
type Path = KnownKey | `${KnownKey}.${string}`

/** Reads one setting after the other and keeps what is wrong with them, to be told at once. */
export class SettingsReader {
  readonly problems: string[] = []
  readonly #source: Source

  constructor(source: Source) {
    this.#source = source
  }

  /**
   * Null counts as not set, and so does a reference to a variable that is not set.
   * @param otherwise What it is when it is not set, or wrong.
   */
  get<T, D>(path: Path, read: Read<T>, otherwise: D): T | D {
    const value = path.split('.').reduce(valueAt, this.#source.document)
    if (value === undefined || value === null) return otherwise
    try {
      return read(value)
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error
      this.refuse(path, error.message)
      return otherwise
    }
  }

  refuse(path: Path, message: string): void {
    this.problems.push(`${this.#source.describe(path.split('.'))}: ${message}`)
  }
}

function valueAt(parent: unknown, key: string): unknown {
  const isObject = typeof parent === 'object' && parent !== null
  return isObject && Object.hasOwn(parent, key)
    ? (parent as Record<string, unknown>)[key]
    : undefined
}
