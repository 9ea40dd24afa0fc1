import { type EntrypointTarget, entrypoint, on, service, timer, type WorkerOutcome } from 'mycelia'
import { OrdersEvents } from './generated/orders.client.js'
import type { Order } from './orders.service.js'

/** Bells that ring for methods, by name. */
export const bells: Map<string, (name: string) => Promise<WorkerOutcome>> = new Map()

/** What a test has bells do as they start and stop. */
export const bellRinger: {
  start: (bell: string) => void
  wait?: () => Promise<void>
  readonly log: string[]
} = {
  start: () => {},
  log: [],
}

const onBell = entrypoint({
  name: 'onBell',
  start(target: EntrypointTarget<[name: string]>, bell: string) {
    bellRinger.start(bell)
    bellRinger.log.push(`${target.service}.${target.method} hears ${bell}`)
    bells.set(bell, (name) => target.run([name], { context: { rung: bell } }))
    return bell
  },
  stop(bell) {
    bellRinger.log.push(`stop ${bell}`)
  },
})

/** Sends what was ordered. */
@service('shipping_service')
export class ShippingService {
  @on(OrdersEvents.order_created)
  async ship(order: Order): Promise<string> {
    if (order.sku === 'ghost') throw new Error('there is none')
    return `${order.sku} of ${order.placedAt.getUTCFullYear()}`
  }

  @onBell('front door')
  async open(name: string): Promise<string> {
    if (name === 'thief') throw new Error('run!')
    await bellRinger.wait?.()
    return `come in, ${name}`
  }

  @timer({ every: '1h', eager: true })
  sweep(): void {
    bellRinger.log.push('sweep')
  }
}
