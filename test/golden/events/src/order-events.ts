import { Events, type EventsToken } from 'mycelia'

export interface Order {
  id: string
  lines: { sku: string; quantity: number }[]
  placedAt: Date
}

export interface OrderEvents {
  /** An order has been placed. */
  order_created: Order
  order_cancelled: { id: string; reason?: string }
  /** Nothing is left to ship. */
  'stock.empty': string[]
}

export const OrderEvents: EventsToken<OrderEvents> = Events()
