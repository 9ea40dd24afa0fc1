import { inject, rpc, service } from 'mycelia'
import { Cache } from './cache.js'
import { onNotification } from './on-notification.js'
import { Transaction } from './transaction.js'

@service('bank_service')
export class BankService {
  private readonly db = inject(Transaction)
  private readonly cache = inject(Cache)

  /** Moves money, all of it or nothing. */
  @rpc
  async transfer(from: string, to: string, amount: number): Promise<void> {
    const add = 'update accounts set balance = balance + $1 where name = $2'
    await this.db.query(add, [amount, to])
    await this.db.query(add, [-amount, from])
    await this.db.query(`select pg_notify('transfers', $1)`, [`${from} to ${to}`])
  }

  @rpc
  async lastTransfer(): Promise<string | null> {
    return this.cache.get('last-transfer')
  }

  @onNotification('transfers')
  async note(transfer: string): Promise<void> {
    await this.cache.set('last-transfer', transfer)
  }
}
