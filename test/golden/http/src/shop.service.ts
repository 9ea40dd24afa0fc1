import { EventEmitter, once } from 'node:events'
import { Context, http, inject, rpc, ServiceError, service } from 'mycelia'

export interface Item {
  readonly sku: string
  readonly quantity: number
  readonly due?: Date
}

/** What became of an order. */
export interface Receipt {
  readonly order: number
  readonly total: number
  readonly due: Date | null
}

export type Size = 'small' | 'large'

export enum Colour {
  Red = 1,
  Green = 2,
}

/** Less is there than was asked for. */
export class OutOfStock extends ServiceError {
  static override readonly code = 'shop.OutOfStock'
  static override readonly status = 409

  constructor(
    readonly sku: string,
    readonly left: number,
    readonly due?: Date | undefined,
  ) {
    super(`${left} of ${sku} are left`)
  }
}

export class Unwell extends ServiceError {
  static override readonly code = 'shop.Unwell'
}

/** Sells things over HTTP. */
@service('shop_service')
export class ShopService {
  private readonly context = inject(Context)

  /**
   * Greets a person by name.
   *
   * In many ways.
   * @param name Whom to greet.
   */
  @rpc
  @http('GET', '/greet/:name')
  greet(name: string, greeting = 'Hello'): string {
    return `${greeting}, ${name}!`
  }

  /** Finds items by what can be said of them in a query. */
  @http('GET', '/items')
  find(
    tags: string[],
    limit = 10,
    size?: Size | 7,
    colour?: Colour,
    since?: Date,
    verbose?: boolean,
  ): unknown {
    return { tags, limit, size, colour, since: since?.toISOString(), verbose }
  }

  @http('GET', '/items/:id')
  @http('GET', '/things/:id')
  item(id: number): Item {
    return { sku: `sku-${id}`, quantity: id, due: new Date(0) }
  }

  @http('GET', '/items/best')
  best(): Item {
    return { sku: 'best', quantity: 1 }
  }

  @http('DELETE', '/items/:id')
  @http('DELETE', '/things/:id', { errors: [Unwell] })
  remove(id: number): void {
    if (id === 0) throw new OutOfStock('sku-0', 0, new Date(0))
    if (id === 1) throw new Unwell('not today')
    if (id === 2) throw new Error('secret of the house')
  }

  /** Takes items away. */
  @rpc
  take(sku: string, quantity: number): void {
    if (quantity > 3) throw new OutOfStock(sku, 3)
  }

  /** Places an order. */
  @http('POST', '/orders', { status: 201 })
  async place(items: Item[], urgent = false): Promise<Receipt> {
    const total = items.reduce((sum, { quantity }) => sum + quantity, 0)
    return { order: urgent ? 1 : 2, total, due: items[0]?.due ?? null }
  }

  @http('PUT', '/orders/:order/note')
  note(order: number, note: Record<string, unknown>): Record<string, unknown> {
    return { order, keys: Object.keys(note) }
  }

  @http('POST', '/echo')
  async echo(request: Request): Promise<Response> {
    const text = await request.text()
    return new Response(text.toUpperCase(), {
      status: 202,
      headers: { 'content-type': 'text/plain' },
    })
  }

  @http('GET', '/context')
  tell(): unknown {
    const { data, callIdStack } = this.context
    return { data, calls: callIdStack.length, call: callIdStack[0]?.split('.').slice(0, 2) }
  }

  /** Waits until its caller has gone, or is told to go on, whoever waits for it. */
  @http('GET', '/wait')
  async wait(held = false): Promise<string> {
    const { signal } = this.context
    waits.emit('begun')
    await (held ? once(waits, 'go on') : once(signal, 'abort'))
    waits.emit('over', signal.aborted)
    return 'waited'
  }
}

/**
 * Tells of each wait that begins, and of each that is over, whether its caller had gone; ends those
 * that are held.
 */
export const waits: EventEmitter = new EventEmitter()
