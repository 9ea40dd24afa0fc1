import { consume, on, service, timer } from 'mycelia'
import { OrdersEvents } from './generated/orders.client.js'
import type { Order } from './order-events.js'

/** Ships what has been ordered. */
@service('shipping_service', { naming: 'snake_case' })
export class ShippingService {
  readonly shipped: string[] = []

  @on(OrdersEvents.order_created, { requeueOnError: true })
  async shipOrder(order: Order): Promise<void> {
    this.shipped.push(`${order.id} of ${order.placedAt.toISOString()}`)
  }

  /** Needs the order's id alone. */
  @on(OrdersEvents.order_cancelled, { handler: 'broadcast' })
  forget({ id }: { id: string }): void {
    this.shipped.splice(this.shipped.indexOf(id), 1)
  }

  /** A service in Python. */
  @on('payments', 'refunded', { handler: 'singleton' })
  @on('payments', 'charged', { name: 'note_payment' })
  notePayment(payment: { amount: number; at: Date }): void {
    this.shipped.push(String(payment.amount))
  }

  @consume('parcels')
  track(parcel: { code: string; weight: number | null }): void {
    this.shipped.push(parcel.code)
  }

  @timer('5s')
  poll(): void {}

  @timer({ cron: '0 3 * * *', timeZone: 'Europe/Berlin', once: 'cluster' })
  cleanUp(): void {}
}
