import type { FieldTable } from '../frames/index.js'
import { type Binding, bindingId, type Destination } from './binding.js'
import type { Message } from './message.js'
import { type ExchangeType, makeRouter, type Router } from './routers.js'

export interface ExchangeDefinition {
  readonly name: string
  readonly type: ExchangeType
  readonly durable: boolean
  readonly autoDelete: boolean
  /** Takes no messages from clients, only from other exchanges. */
  readonly internal: boolean
  readonly arguments: FieldTable
}

export class Exchange {
  readonly kind = 'exchange'
  readonly definition: ExchangeDefinition
  /** Of which it is the source, by their ids. */
  readonly bindings: Map<string, Binding> = new Map()
  /** Of which it is the destination. */
  readonly incoming: Set<Binding> = new Set()
  /** Where what matches no binding goes, by name. */
  alternate: string | undefined
  /** Whether no binding leads to another exchange. */
  onlyToQueues = true
  /** Messages that clients published to it. */
  published = 0
  readonly #router: Router
  #toExchanges = 0

  constructor(definition: ExchangeDefinition) {
    this.definition = definition
    this.#router = makeRouter(definition.type)
  }

  get name(): string {
    return this.definition.name
  }

  /** @returns whether it was not bound so before. */
  bind(destination: Destination, routingKey: string, args: FieldTable): boolean {
    const id = bindingId(destination, routingKey, args)
    if (this.bindings.has(id)) return false
    const binding = { source: this, destination, routingKey, arguments: args }
    this.bindings.set(id, binding)
    destination.incoming.add(binding)
    this.#router.add(binding)
    this.#countExchanges(binding, 1)
    return true
  }

  /** The binding that there is. */
  find(destination: Destination, routingKey: string, args: FieldTable): Binding | undefined {
    return this.bindings.get(bindingId(destination, routingKey, args))
  }

  remove(binding: Binding): void {
    const { destination, routingKey } = binding
    this.bindings.delete(bindingId(destination, routingKey, binding.arguments))
    destination.incoming.delete(binding)
    this.#router.remove(binding)
    this.#countExchanges(binding, -1)
  }

  /** Each destination once. Not to be changed. */
  route(routingKey: string, message: Message): readonly Destination[] {
    return this.#router.route(routingKey, message)
  }

  #countExchanges({ destination }: Binding, change: 1 | -1): void {
    if (destination.kind === 'exchange') this.#toExchanges += change
    this.onlyToQueues = this.#toExchanges === 0
  }
}
