import { http, inject, service } from 'mycelia'
import { OutOfStock, ShopClient } from './generated/shop.client.js'

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

  /** What the shop says of a failure is not for others. */
  @http('POST', '/rival/:sku/take')
  async take(sku: string, quantity: number): Promise<void> {
    await this.shop.take(sku, quantity)
  }

  /** What it throws again is its own. */
  @http('POST', '/rival/:sku/try')
  async tryToTake(sku: string, quantity: number): Promise<void> {
    try {
      await this.shop.take(sku, quantity)
    } catch (error) {
      if (error instanceof OutOfStock) throw error
      throw new Error('something else', { cause: error })
    }
  }
}
