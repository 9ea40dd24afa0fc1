import { inject, rpc, service } from 'mycelia'
import { GreetingClient } from './generated/clients/greeting.client.js'
import { type Order, ShopClient } from './generated/clients/shop.client.js'

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
}
