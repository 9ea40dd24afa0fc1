import type { Logger } from '../log/index.js'
import type { Binding, Destination } from './binding.js'
import { type DeathReason, isCircle, makeDeadLetter } from './dead-letter.js'
import { Exchange, type ExchangeDefinition } from './exchange.js'
import type { Memory } from './memory.js'
import type { Message } from './message.js'
import type { PolicyBook } from './policies.js'
import { Queue, type QueueDefinition, type QueueHost } from './queue.js'
import type { QueueSettings } from './queue-settings.js'
import type { Entry } from './ready-list.js'
import { route } from './route.js'
import type { ExchangeType } from './routers.js'

/** The exchanges that every virtual host has. */
const PREDECLARED: readonly (readonly [string, ExchangeType])[] = [
  ['', 'direct'],
  ['amq.direct', 'direct'],
  ['amq.fanout', 'fanout'],
  ['amq.headers', 'headers'],
  ['amq.match', 'headers'],
  ['amq.topic', 'topic'],
]

/** Who waits for replies without a queue of its own. */
export interface ReplyConsumer {
  takeReply(message: Message): void
}

/** A world of its own: exchanges, queues and what binds them. */
export class Vhost implements QueueHost {
  readonly name: string
  readonly exchanges: Map<string, Exchange> = new Map()
  readonly queues: Map<string, Queue> = new Map()
  /** By the routing key that reaches them. */
  readonly replyConsumers: Map<string, ReplyConsumer> = new Map()
  readonly memory: Memory
  readonly policies: PolicyBook
  readonly #log: Logger

  constructor(name: string, memory: Memory, policies: PolicyBook, log: Logger) {
    this.name = name
    this.memory = memory
    this.policies = policies
    this.#log = log
    for (const [exchange, type] of PREDECLARED) {
      this.declareExchange({
        name: exchange,
        type,
        durable: true,
        autoDelete: false,
        internal: false,
        arguments: new Map(),
      })
    }
  }

  declareExchange(definition: ExchangeDefinition): Exchange {
    const exchange = new Exchange(definition)
    const alternate = definition.arguments.get('alternate-exchange')
    exchange.alternate =
      alternate?.tag === 'S'
        ? alternate.value
        : this.policies.alternateExchange(this.name, definition.name)
    this.exchanges.set(definition.name, exchange)
    return exchange
  }

  deleteExchange(exchange: Exchange): void {
    this.exchanges.delete(exchange.name)
    for (const binding of [...exchange.bindings.values()]) exchange.remove(binding)
    for (const binding of [...exchange.incoming]) this.unbind(binding)
  }

  declareQueue(definition: QueueDefinition, settings: QueueSettings): Queue {
    const queue = new Queue(
      definition,
      this.policies.applied(this.name, definition.name, settings),
      this,
    )
    this.queues.set(definition.name, queue)
    return queue
  }

  /** @returns the number of messages that were in it. */
  deleteQueue(queue: Queue): number {
    if (queue.deleted) return 0
    this.queues.delete(queue.name)
    const count = queue.destroy()
    for (const binding of [...queue.incoming]) this.unbind(binding)
    return count
  }

  /** Removes a binding, and its source when that lives only as long as it has any. */
  unbind(binding: Binding): void {
    const { source } = binding
    source.remove(binding)
    const { autoDelete } = source.definition
    if (autoDelete && source.bindings.size === 0) this.deleteExchange(source)
  }

  /** The exchange or queue of a name. */
  destination(kind: Destination['kind'], name: string): Destination | undefined {
    return kind === 'queue' ? this.queues.get(name) : this.exchanges.get(name)
  }

  onTimer(task: () => void): void {
    try {
      task()
    } catch (error) {
      this.#log.error('embedded broker: an error of its own', { error })
    }
  }

  onUnused(queue: Queue): void {
    this.deleteQueue(queue)
  }

  onDead(queue: Queue, { message }: Entry, reason: DeathReason): void {
    const { deadLetterExchange } = queue.settings
    if (deadLetterExchange === undefined) return
    const exchange = this.exchanges.get(deadLetterExchange)
    if (exchange === undefined) return
    const letter = makeDeadLetter(message, queue, reason, Date.now())
    for (const target of route(this, exchange, letter)) {
      if (!isCircle(letter, target, reason)) target.publish(letter)
    }
  }

  /** Ends all that waits for time to pass. */
  close(): void {
    for (const queue of [...this.queues.values()]) this.deleteQueue(queue)
  }
}
