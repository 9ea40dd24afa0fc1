import { rpc, service } from 'mycelia'
import type { Order, OrderLine, Receipt } from './order.js'
import { Currency, type Status } from './order.js'

/** Takes orders and keeps them. */
@service('orders_service')
export class OrdersService {
  /** Places an order. */
  @rpc
  async place(order: Order, note?: string): Promise<Receipt> {
    return {
      id: order.id,
      total: 12.5,
      currency: Currency.Euro,
      placedAt: new Date(0),
      note: note ?? null,
    }
  }

  /** The state of an order, if there is one. */
  @rpc({ name: 'get_status', idempotent: true })
  status(id: string): Status | null {
    return id === 'o-1' ? 'open' : null
  }

  @rpc
  total(currency: Currency = Currency.Euro, ...lines: OrderLine[]): number {
    return lines.length + currency.length
  }
}
