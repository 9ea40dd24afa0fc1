import type { Binding, Destination } from './binding.js'
import { matchesHeaders } from './headers-match.js'
import type { Message } from './message.js'
import { TopicMatcher } from './topic-matcher.js'

/** How an exchange finds destinations: one for each type of exchange. */
export interface Router {
  add(binding: Binding): void
  remove(binding: Binding): void
  /** Each destination once. Not to be changed. */
  route(routingKey: string, message: Message): readonly Destination[]
}

export const EXCHANGE_TYPES = ['direct', 'fanout', 'headers', 'topic'] as const

export type ExchangeType = (typeof EXCHANGE_TYPES)[number]

export function makeRouter(type: ExchangeType): Router {
  switch (type) {
    case 'direct':
      return new DirectRouter()
    case 'fanout':
      return new FanoutRouter()
    case 'headers':
      return new HeadersRouter()
    case 'topic':
      return new TopicRouter()
  }
}

const NOWHERE: readonly Destination[] = []

class DirectRouter implements Router {
  readonly #byKey = new Map<string, FanoutRouter>()

  add(binding: Binding): void {
    let router = this.#byKey.get(binding.routingKey)
    if (router === undefined) {
      router = new FanoutRouter()
      this.#byKey.set(binding.routingKey, router)
    }
    router.add(binding)
  }

  remove(binding: Binding): void {
    const router = this.#byKey.get(binding.routingKey)
    router?.remove(binding)
    if (router?.route().length === 0) this.#byKey.delete(binding.routingKey)
  }

  route(routingKey: string): readonly Destination[] {
    return this.#byKey.get(routingKey)?.route() ?? NOWHERE
  }
}

class FanoutRouter implements Router {
  /** With the number of bindings that lead there. */
  readonly #destinations = new Map<Destination, number>()
  #list: readonly Destination[] | undefined

  add({ destination }: Binding): void {
    this.#destinations.set(destination, (this.#destinations.get(destination) ?? 0) + 1)
    this.#list = undefined
  }

  remove({ destination }: Binding): void {
    const count = this.#destinations.get(destination) ?? 0
    if (count > 1) this.#destinations.set(destination, count - 1)
    else this.#destinations.delete(destination)
    this.#list = undefined
  }

  route(): readonly Destination[] {
    this.#list ??= [...this.#destinations.keys()]
    return this.#list
  }
}

class TopicRouter implements Router {
  readonly #matcher = new TopicMatcher<Destination>()

  add({ routingKey, destination }: Binding): void {
    this.#matcher.add(routingKey, destination)
  }

  remove({ routingKey, destination }: Binding): void {
    this.#matcher.remove(routingKey, destination)
  }

  route(routingKey: string): readonly Destination[] {
    return this.#matcher.match(routingKey)
  }
}

class HeadersRouter implements Router {
  readonly #bindings = new Set<Binding>()

  add(binding: Binding): void {
    this.#bindings.add(binding)
  }

  remove(binding: Binding): void {
    this.#bindings.delete(binding)
  }

  route(_routingKey: string, message: Message): readonly Destination[] {
    const headers = message.headers
    const found = new Set<Destination>()
    for (const binding of this.#bindings) {
      if (matchesHeaders(binding.arguments, headers)) found.add(binding.destination)
    }
    return [...found]
  }
}
