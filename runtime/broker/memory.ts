/** Where alarm ends once raised, as a part of the limit: an alarm must not flicker. */
const LOW = 0.9

/** Counts what waiting messages take, and raises an alarm above a limit. */
export class Memory {
  /** Bytes. */
  used = 0
  alarmed = false
  readonly #limit: number
  readonly #onChange: (alarmed: boolean) => void

  constructor(limit: number, onChange: (alarmed: boolean) => void) {
    this.#limit = limit
    this.#onChange = onChange
  }

  add(bytes: number): void {
    this.used += bytes
    if (this.used <= this.#limit || this.alarmed) return
    this.alarmed = true
    this.#onChange(true)
  }

  remove(bytes: number): void {
    this.used -= bytes
    if (!this.alarmed || this.used > this.#limit * LOW) return
    this.alarmed = false
    this.#onChange(false)
  }
}
