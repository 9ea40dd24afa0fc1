import { answerKey, INTROSPECTION_EXCHANGE, QUESTION_KEY } from '../discovery/index.js'
import type { Exchange } from '../transport/index.js'
import {
  cancelKey,
  deadLetterQueue,
  OWN_EXCHANGE,
  QUEUE_EXCHANGE,
  replyQueuePrefix,
  retryQueue,
  rpcExchange,
} from '../wire/index.js'
import { anything, beginning, exactly, Patterns } from './patterns.js'
import type { NeededQueue, ServiceNeeds } from './service-needs.js'

/** What a user of RabbitMQ may do in a virtual host: patterns of names. */
export interface UserRights {
  readonly user: string
  readonly configure: string
  readonly write: string
  readonly read: string
  /** Of topic exchanges: under which keys it may publish, and bind. */
  readonly topics: readonly {
    readonly exchange: string
    readonly write: string
    readonly read: string
  }[]
  /** What of it lets the user do more than it has to. */
  readonly warnings: readonly string[]
}

/** Reply keys: those without a dot, as `isReplyKey` has it. No method is called by one. */
const REPLY_KEY = '[A-Za-z0-9_-]{1,128}'

/** The default exchange, as permissions call it. */
const DEFAULT_EXCHANGE = 'amq.default'

/** The rights that services and callers need who log in as one user, and no others. */
export function rightsOf(user: string, needs: readonly ServiceNeeds[]): UserRights {
  const rights = new Rights()
  for (const need of needs) grant(rights, need)
  return rights.of(user)
}

function grant(rights: Rights, needs: ServiceNeeds): void {
  const { name, queues, calls, answers, emits, declaresEvents, publishes, introspection } = needs
  const rpc = rpcExchange(needs.rpcExchange)
  if (answers || calls.length > 0) rights.declare(rpc)
  if (answers) {
    rights.publish(rpc, REPLY_KEY)
    grantCancellations(rights, name)
  }
  if (calls.length > 0) {
    rights.own(beginning(replyQueuePrefix(needs.replyOwner)))
    rights.bind(rpc, REPLY_KEY)
    rights.declare(OWN_EXCHANGE)
    for (const service of calls) {
      rights.publish(rpc, `${exactly(service)}\\.[^.]+`)
      rights.publish(OWN_EXCHANGE, exactly(cancelKey(service)))
    }
  }
  if (emits !== undefined) {
    if (declaresEvents) rights.declare(emits.exchange)
    for (const type of emits.types) rights.publish(emits.exchange, exactly(type))
  }
  for (const queue of queues) grantQueue(rights, queue)
  for (const exchange of publishes) grantPublishing(rights, exchange, name)
  if (introspection !== undefined) grantIntrospection(rights, introspection)
}

function grantQueue(rights: Rights, needed: NeededQueue): void {
  const { queue, base, perInstance, exchanges, declare, routes, pauses, carries } = needed
  const name = perInstance ? beginning(`${base}-`) : exactly(queue.name)
  for (const exchange of exchanges) rights.declare(exchange)
  rights.read.add(name)
  if (declare) {
    rights.own(name)
    for (const { exchange, routingKey } of queue.bindings) {
      rights.bind(typeOf(exchange, exchanges), exactly(routingKey))
    }
  }
  for (const { exchange } of routes) {
    rights.declare(exchange)
    rights.write.add(name)
    rights.bind(exchange, name)
  }
  if (carries === 'batons') rights.publish(QUEUE_EXCHANGE, name)
  if (carries !== 'events' && carries !== 'messages') return
  rights.declare(QUEUE_EXCHANGE)
  rights.sendTo(exactly(deadLetterQueue(base).name))
  for (const pause of pauses) {
    const retry = retryQueue('', pause).name
    rights.sendTo(name + exactly(retry))
    // Its messages come back by dead-lettering, for which it has to be readable.
    rights.read.add(name + exactly(retry))
  }
}

/** Exchanges whose declaration is not seen are taken for topic exchanges: Nameko's all are. */
function typeOf(name: string, declared: readonly Exchange[]): Exchange {
  return declared.find((exchange) => exchange.name === name) ?? { name, type: 'topic' }
}

function grantPublishing(rights: Rights, exchange: string | Exchange, name: string): void {
  if (exchange === '') {
    rights.write.add(exactly(DEFAULT_EXCHANGE))
    rights.warnings.push(
      `${name} publishes to queues through the default exchange, and so may publish to every queue: give its Publisher an exchange`,
    )
  } else if (typeof exchange === 'string') {
    rights.publish({ name: exchange, type: 'topic' }, anything)
  } else {
    rights.declare(exchange)
    rights.publish(exchange, anything)
  }
}

/** To be told of calls that their callers have given up. */
function grantCancellations(rights: Rights, service: string): void {
  rights.declare(OWN_EXCHANGE)
  rights.own(beginning('amq.gen-'))
  rights.bind(OWN_EXCHANGE, exactly(cancelKey(service)))
}

function grantIntrospection(rights: Rights, what: 'asks' | 'tells'): void {
  const [question, answer] = [exactly(QUESTION_KEY), beginning(answerKey(''))]
  rights.declare(INTROSPECTION_EXCHANGE)
  rights.own(beginning('amq.gen-'))
  rights.publish(INTROSPECTION_EXCHANGE, what === 'asks' ? question : answer)
  rights.bind(INTROSPECTION_EXCHANGE, what === 'asks' ? answer : question)
}

/** Collects rights. */
class Rights {
  readonly configure: Patterns = new Patterns()
  readonly write: Patterns = new Patterns()
  readonly read: Patterns = new Patterns()
  readonly warnings: string[] = []
  readonly #topics = new Map<string, { readonly write: Patterns; readonly read: Patterns }>()

  declare({ name }: Exchange): void {
    this.configure.add(exactly(name))
  }

  /** A queue that is declared, bound and consumed from. */
  own(queue: string): void {
    for (const patterns of [this.configure, this.write, this.read]) patterns.add(queue)
  }

  /** A queue of Mycelia's that is declared, and bound and sent to by its name. */
  sendTo(queue: string): void {
    this.configure.add(queue)
    this.write.add(queue)
    this.publish(QUEUE_EXCHANGE, queue)
    this.bind(QUEUE_EXCHANGE, queue)
  }

  publish(exchange: Exchange, key: string): void {
    this.write.add(exactly(exchange.name))
    this.#topic(exchange)?.write.add(key)
  }

  bind(exchange: Exchange, key: string): void {
    this.read.add(exactly(exchange.name))
    this.#topic(exchange)?.read.add(key)
  }

  of(user: string): UserRights {
    const topics = [...this.#topics].sort().map(([exchange, { write, read }]) => {
      return { exchange, write: write.source, read: read.source }
    })
    const { configure, write, read, warnings } = this
    return {
      user,
      configure: configure.source,
      write: write.source,
      read: read.source,
      topics,
      warnings,
    }
  }

  #topic({ name, type }: Exchange) {
    if (type !== 'topic') return undefined
    const known = this.#topics.get(name) ?? { write: new Patterns(), read: new Patterns() }
    this.#topics.set(name, known)
    return known
  }
}
