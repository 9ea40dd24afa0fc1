import { on, rpc, service } from 'mycelia'

export interface Entry {
  account: string
  booked: Date
  parts: { amount: number; note?: string }[]
  labels: Record<string, Label>
}

export interface Label {
  colour: string
}

export type Source =
  | { kind: 'cash' }
  | { kind: 'card'; digits: string }
  | { kind: 'bank'; iban: string; sent: Map<string, Label> }

/** Takes what is declared and nothing else. */
@service('ledger', { excessProperties: 'reject' })
export class LedgerService {
  readonly #labels = new Map<string, Label>()

  @rpc
  book(entry: Entry, from: Source | null): void {
    void [entry, from]
  }

  @rpc
  choose(of: { name: string } | { code: number; at?: Date }, more?: Set<Label>): void {
    void [of, more]
  }

  /** What is kept beside the declared properties does not leave, and is no failure. */
  @rpc
  label(name: string): Label {
    const kept = { colour: 'red', secret: true }
    return this.#labels.get(name) ?? kept
  }

  @on('shop', 'sold')
  sold(payload: Label): void {
    this.#labels.set('sold', payload)
  }
}
