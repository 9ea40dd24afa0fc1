import { http, inject, service } from 'mycelia'
import { ShopClient } from './generated/shop.client.js'

@service('rival_service', { naming: 'snake_case' })
export class RivalService {
  private readonly shop = inject(ShopClient)

  @http('PUT', '/items/:sku')
  item(sku: string): string {
    return sku
  }

  /** Asks the shop, over the broker. */
  @http('GET', '/rival/:firstName')
  async greet(firstName: string, ...otherNames: string[]): Promise<string> {
    return this.shop.greet([firstName, ...otherNames].join(' '), 'Welcome')
  }
}
