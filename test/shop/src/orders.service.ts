import { Context, Events, type EventsToken, inject, rpc, service } from 'mycelia'
import { PaymentsClient } from './generated/payments.client.js'

export interface Order {
  sku: string
  amount: number
  placedAt: Date
}

export interface OrderEvents {
  order_created: Order
}

export const OrderEvents: EventsToken<OrderEvents> = Events()

@service('orders_service')
export class OrdersService {
  private readonly payments = inject(PaymentsClient)
  private readonly events = inject(OrderEvents)
  private readonly context = inject(Context)

  @rpc
  async place(order: Order): Promise<string> {
    const receipt = await this.payments.charge(order.amount)
    await this.events.order_created(order)
    return `${receipt} in ${String(this.context.data.language ?? 'en')}`
  }
}
