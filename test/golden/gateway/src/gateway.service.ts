import { inject, rpc, service } from 'mycelia'
import { GreetingClient } from './generated/clients/greeting.client.js'
import { Closed, type Order, OutOfStock, ShopClient } from './generated/clients/shop.client.js'

@service('gateway')
export class GatewayService {
  private readonly greeting = inject(GreetingClient)
  private readonly shop = inject(ShopClient)

  /** Each await below crosses the network: three names, three messages. */
  @rpc
  async welcome(names: string[]): Promise<string[]> {
    return Promise.all(names.map((name) => this.greeting.hello(name)))
  }

  /** Places an order, its types those of the other service. */
  @rpc
  async buy(order: Order): Promise<string> {
    const receipt = await this.shop.place(order)
    return JSON.stringify(receipt)
  }

  /** Places an order. That something is out of stock is for the caller to know. */
  @rpc
  async tryToBuy(order: Order, note?: string): Promise<boolean> {
    try {
      await this.shop.place(order, note)
      return true
    } catch (error) {
      if (error instanceof OutOfStock) throw error
      if (error instanceof Closed) return false
      throw new Error('something else', { cause: error })
    }
  }
}
