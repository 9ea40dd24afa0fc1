import { ServiceError } from 'mycelia'
import type { OrderLine } from './order.js'

/** An order that could not be taken as it is. */
export abstract class OrderRefused extends ServiceError {
  static override readonly retry = 'never'

  constructor(
    message: string,
    readonly orderId: string,
  ) {
    super(message)
  }
}

/** There is less of something than an order asks for. */
export class OutOfStock extends OrderRefused {
  static override readonly code = 'orders.OutOfStock'
  static override readonly excPath = 'shop.errors.OutOfStock'
  /** When there will be more, if that is known. */
  readonly until?: Date

  constructor(
    orderId: string,
    readonly line: OrderLine,
    readonly left: number,
  ) {
    super(`${line.quantity} of ${line.sku} were ordered, ${left} are left`, orderId)
  }
}

/** The shop takes no orders now. */
export class Closed extends ServiceError {
  static override readonly code = 'orders.Closed'
}
