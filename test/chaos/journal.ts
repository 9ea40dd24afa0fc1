import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'

/** What instances of the ledger service do to an entry. */
export type Deed = 'began' | 'ended' | 'noted'

/** The file in which instances of the ledger service, in whatever process, write what they do. */
export class Journal implements Disposable {
  readonly file: string
  readonly #folder: string

  constructor() {
    this.#folder = mkdtempSync(join(tmpdir(), 'mycelia-journal-'))
    this.file = join(this.#folder, 'journal')
    writeFileSync(this.file, '')
  }

  /** How often something was done to each entry. */
  counts(deed: Deed): Map<string, number> {
    const counts = new Map<string, number>()
    for (const line of readFileSync(this.file, 'utf8').split('\n')) {
      const [what, id] = line.split(' ')
      if (what === deed) counts.set(id!, (counts.get(id!) ?? 0) + 1)
    }
    return counts
  }

  /** Resolves when something was done to an entry so many times. The file is read again and again. */
  async until(deed: Deed, id: string, times = 1): Promise<void> {
    while ((this.counts(deed).get(id) ?? 0) < times) await setTimeout(5)
  }

  /** Resolves when something is done to one more entry. */
  async more(deed: Deed): Promise<void> {
    const before = this.counts(deed).size
    while (this.counts(deed).size === before) await setTimeout(5)
  }

  /**
   * Resolves with those of some entries that nothing was done to, as soon as there are none, or
   * when nothing more is written for so many milliseconds.
   */
  async missing(deed: Deed, ids: readonly string[], patience = 5_000): Promise<readonly string[]> {
    let before = -1
    let since = performance.now()
    for (;;) {
      const counts = this.counts(deed)
      const missing = ids.filter((id) => !counts.has(id))
      if (counts.size !== before) since = performance.now()
      if (missing.length === 0 || performance.now() - since > patience) return missing
      before = counts.size
      await setTimeout(20)
    }
  }

  /** Forgets all that was done. */
  clear(): void {
    writeFileSync(this.file, '')
  }

  [Symbol.dispose](): void {
    rmSync(this.#folder, { recursive: true })
  }
}
