import type { Delivery, Settlement } from './deliveries.js'
import type { Exchange } from './exchange.js'
import type { Message } from './message.js'

interface Publish {
  readonly message: Message
  readonly exchange: Exchange
  readonly mandatory: boolean
}

interface Settled {
  readonly deliveries: readonly Delivery[]
  readonly settlement: Settlement
}

/** What a channel has done since its last commit, to be carried out with the next one. */
export class Transaction {
  #publishes: Publish[] = []
  #settlements: Settled[] = []

  publish(message: Message, exchange: Exchange, mandatory: boolean): void {
    this.#publishes.push({ message, exchange, mandatory })
  }

  settle(deliveries: readonly Delivery[], settlement: Settlement): void {
    this.#settlements.push({ deliveries, settlement })
  }

  /** What is to be done now. */
  committed(): {
    readonly publishes: readonly Publish[]
    readonly settlements: readonly Settled[]
  } {
    const done = { publishes: this.#publishes, settlements: this.#settlements }
    this.#clear()
    return done
  }

  /** Deliveries that are not settled after all. */
  rolledBack(): readonly Delivery[] {
    const deliveries = this.#settlements.flatMap((settled) => settled.deliveries)
    this.#clear()
    return deliveries
  }

  #clear(): void {
    this.#publishes = []
    this.#settlements = []
  }
}
