import { appendFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { config, inject, on, rpc, service } from 'mycelia'

/** The path of the file that tells what was done, also when the process that did it was killed. */
const Journal = config('journal', {
  safeParse: (value) => ({ success: true, data: value as string }),
})

/** Does what can be counted afterwards. */
@service('ledger_service')
export class LedgerService {
  private readonly journal = inject(Journal)

  /** Books an entry, which takes so many milliseconds. */
  @rpc
  async book(id: string, milliseconds = 0): Promise<string> {
    this.write('began', id)
    if (milliseconds > 0) await setTimeout(milliseconds)
    this.write('ended', id)
    return id
  }

  @on('ledger_service', 'booked')
  note(entry: { id: string }): void {
    this.write('noted', entry.id)
  }

  private write(what: string, id: string): void {
    appendFileSync(this.journal, `${what} ${id}\n`)
  }
}
