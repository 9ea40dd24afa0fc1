import { rpc, service } from 'mycelia'
import { Closed, OutOfStock } from './errors.js'
import type { Order, OrderLine, Receipt } from './order.js'
import { Currency, type Status } from './order.js'

/** Takes orders and keeps them. */
@service('orders_service')
export class OrdersService {
  /** Places an order. */
  @rpc
  async place(order: Order, note?: string): Promise<Receipt> {
    if (note === 'at night') throw new Closed('come back in the morning')
    reserve(order)
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

  /** @throws {Closed} at night */
  @rpc
  total(currency: Currency = Currency.Euro, ...lines: OrderLine[]): number {
    return lines.length + currency.length
  }
}

/** Nothing that says "none" is there. */
function reserve({ id, lines }: Order): void {
  const missing = lines.find(({ sku }) => sku.includes('none'))
  if (missing !== undefined) throw new OutOfStock(id, missing, 0)
}
