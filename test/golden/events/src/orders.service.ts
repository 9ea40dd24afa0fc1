import { inject, rpc, service } from 'mycelia'
import { type Order, OrderEvents } from './order-events.js'

@service('orders_service')
export class OrdersService {
  private readonly events = inject(OrderEvents)

  @rpc
  async place(order: Order): Promise<void> {
    await this.events.order_created(order)
  }

  @rpc
  async cancel(id: string): Promise<void> {
    await this.events.with({ timeout: '2s' }).order_cancelled({ id })
  }
}
