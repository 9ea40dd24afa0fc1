import type { ContextKey, LocalKey } from './context-key.js'

/** What a call carries, by typed keys: data that travels on, and values that stay. */
export class ContextValues {
  #data: Readonly<Record<string, unknown>>
  #locals: Map<object, unknown> | undefined

  /** @param data It stays as it is: what is set later goes into a copy. */
  constructor(data: Readonly<Record<string, unknown>>) {
    this.#data = data
  }

  get data(): Readonly<Record<string, unknown>> {
    return this.#data
  }

  get<T>(key: ContextKey<T> | LocalKey<T>): T | undefined {
    return key.kind === 'data' ? key.read(this.#data) : (this.#locals?.get(key) as T | undefined)
  }

  set<T>(key: ContextKey<T> | LocalKey<T>, value: T | undefined): void {
    if (key.kind === 'local') {
      this.#locals ??= new Map()
      this.#locals.set(key, value)
      return
    }
    const { [key.key]: _, ...others } = this.#data
    // Without a prototype, no name that a peer sends means anything.
    const entry = value === undefined ? {} : key.of(value)
    this.#data = Object.assign(Object.create(null), others, entry)
  }
}
