import { Context, inject, rpc, ServiceError, service } from 'mycelia'
import { Audit, Ledger, ledger } from './ledger.js'

export class Declined extends ServiceError {
  static override readonly code = 'payments.Declined'
}

/** Takes money, within providers that take part in each call. */
@service('payments_service')
export class PaymentsService {
  private readonly ledger = inject(Ledger)
  private readonly audit = inject(Audit)
  private readonly context = inject(Context)

  /** @throws {Declined} above 100. */
  @rpc({ name: 'charge_card' })
  async charge(amount: number): Promise<string> {
    ledger.book.push(`charge ${this.ledger}, ${this.audit}`)
    if (amount > 100) throw new Declined('too much')
    if (amount < 0) return amount as unknown as string
    return `paid ${amount}`
  }

  /** Never returns while the service lives. */
  @rpc
  async hang(): Promise<void> {
    await new Promise((resolve) => {
      this.context.signal.addEventListener('abort', resolve)
      ledger.onHang?.()
    })
    ledger.book.push('aborted')
  }
}
