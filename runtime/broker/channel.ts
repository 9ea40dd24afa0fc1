import { decodeMethod, FRAME_METHOD, type MethodFields, type MethodName } from '../frames/index.js'
import { AmqpError } from './amqp-error.js'
import type { ChannelHost } from './channel-host.js'
import { handleMethod } from './channel-methods.js'
import type { Consumer } from './consumer.js'
import { Deliveries, type Delivery, type Settlement, settle } from './deliveries.js'
import { withDeliveryCount } from './delivery-count.js'
import type { Message } from './message.js'
import { Publisher } from './publisher.js'
import type { Queue } from './queue.js'
import type { Entry } from './ready-list.js'
import { encodeShortstr } from './shortstr.js'
import { cleanName } from './topology-methods.js'
import type { Transaction } from './transaction.js'
import type { ReplyConsumer } from './vhost.js'

/** The numbers of the methods that are read by hand: `basic.publish` and `basic.ack`. */
const PUBLISH = 0x3c_0028
const ACK = 0x3c_0050

/** What the payload of `basic.ack` takes. */
const ACK_SIZE = 13

/** One channel of a client: what it publishes, consumes, and has to acknowledge. */
export class Channel implements ReplyConsumer {
  readonly number: number
  readonly host: ChannelHost
  readonly publisher: Publisher
  readonly deliveries: Deliveries = new Deliveries()
  readonly consumers: Map<string, Consumer> = new Map()
  /** What an empty name stands for. */
  lastQueue: string | undefined
  /** Messages that each consumer to come may have unacknowledged. */
  prefetch = 0
  /** The tag under which replies come that need no queue, and the key that leads here. */
  replies: { readonly tag: string; readonly key: string } | undefined
  transaction: Transaction | undefined
  /** Class and method of what is being done, which errors refer to. */
  current = 0
  closed = false
  #blockings = 0

  constructor(number: number, host: ChannelHost) {
    this.number = number
    this.host = host
    this.publisher = new Publisher(this)
  }

  /** Whether no more should be sent to it for now. */
  get congested(): boolean {
    return this.closed || this.host.congested
  }

  /** @throws {AmqpError} for what ends the channel, or the connection. */
  frame(type: number, payload: Buffer): void {
    if (this.publisher.open) {
      this.publisher.add(type, payload)
      return
    }
    this.current = 0
    if (type !== FRAME_METHOD) {
      throw new AmqpError(505, 'expected method frame, got non method frame instead')
    }
    this.current = payload.length < 4 ? 0 : payload.readUInt32BE(0)
    if (this.current === PUBLISH) this.publisher.begin(payload)
    else if (this.current === ACK && payload.length === ACK_SIZE) {
      const tag = payload.readUInt32BE(4) * 0x1_0000_0000 + payload.readUInt32BE(8)
      this.settle(tag, (payload[12]! & 1) !== 0, 'ack')
    } else handleMethod(this, decodeMethod(payload))
  }

  reply<Name extends MethodName>(name: Name, fields: MethodFields<Name>): void {
    // What was published before is confirmed before.
    this.publisher.flushConfirms()
    this.host.outgoing.method(this.number, name, fields)
  }

  /** Sends a message to one of its consumers. */
  deliver(consumer: Consumer, tagBytes: Buffer, entry: Entry): void {
    const { deliveries } = this
    const tag = deliveries.nextTag()
    const { queue, noAck } = consumer
    if (!noAck) deliveries.add({ tag, entry, queue, consumer })
    const { message, redelivered } = entry
    const properties = withDeliveryCount(queue, entry, false)
    this.host.outgoing.deliver(this.number, tagBytes, tag, redelivered, message, properties)
  }

  takeReply(message: Message): void {
    if (this.closed || this.replies === undefined) return
    const tag = encodeShortstr(this.replies.tag)
    const number = this.deliveries.nextTag()
    this.host.outgoing.deliver(this.number, tag, number, false, message, message.properties)
  }

  /** A queue that it consumed is gone. */
  onCancelled(consumer: Consumer): void {
    this.consumers.delete(consumer.tag)
    if (this.closed || !this.host.cancelNotify) return
    this.reply('basicCancel', { consumerTag: consumer.tag, nowait: true })
  }

  /** Does with deliveries what the client asks for. */
  settle(tag: number, multiple: boolean, settlement: Settlement): void {
    const taken = this.deliveries.take(tag, multiple)
    if (this.transaction !== undefined) this.transaction.settle(taken, settlement)
    else this.settleNow(taken, settlement)
  }

  /** Lets consumers have what acknowledgements made room for, and what came back. */
  settleNow(taken: readonly Delivery[], settlement: Settlement): void {
    settle(taken, settlement)
    const { limit } = this.deliveries
    const queues = new Set<Queue>()
    for (const { consumer, queue } of taken) {
      if (settlement === 'requeue') queues.add(queue)
      if (limit > 0 || consumer?.blocked !== true) continue
      consumer.wake()
      queues.add(consumer.queue)
    }
    if (limit > 0) this.resume()
    for (const queue of queues) queue.deliver()
  }

  /** A number for a consumer that cannot take any more. */
  nextBlocking(): number {
    return ++this.#blockings
  }

  /** Consumers may be able to take messages again: who waits longest comes first. */
  resume(): void {
    const consumers = [...this.consumers.values()].sort(
      (one, other) => one.blockedSince - other.blockedSince,
    )
    for (const consumer of consumers) consumer.wake()
    for (const { queue } of consumers) queue.deliver()
  }

  /** Gives everything back that it held. */
  close(): void {
    if (this.closed) return
    this.publisher.flushConfirms()
    this.closed = true
    if (this.replies !== undefined) this.host.vhost.replyConsumers.delete(this.replies.key)
    const rolledBack = this.transaction?.rolledBack() ?? []
    const taken = [...rolledBack, ...this.deliveries.takeAll()]
    settle(
      taken.sort((one, other) => one.tag - other.tag),
      'requeue',
    )
    const queues = new Set(taken.map(({ queue }) => queue))
    for (const consumer of this.consumers.values()) {
      queues.add(consumer.queue)
      consumer.queue.unsubscribe(consumer)
    }
    this.consumers.clear()
    for (const queue of queues) queue.deliver()
  }

  /** The name that a client means: an empty one is that of the queue it declared last. */
  queueName(name: string): string {
    if (name !== '') return cleanName(name)
    if (this.lastQueue === undefined) throw new AmqpError(404, 'no previously declared queue')
    return this.lastQueue
  }

  existingQueue(name: string): Queue {
    const { vhost } = this.host
    const queue = vhost.queues.get(name)
    if (queue !== undefined) return queue
    throw new AmqpError(404, `no queue '${name}' in vhost '${vhost.name}'`)
  }

  /** @throws {AmqpError} when the queue is another connection's own. */
  refuseLocked(queue: Queue): void {
    const { owner } = queue.definition
    if (owner !== undefined && owner !== this.host) throw this.locked(queue)
  }

  locked(queue: Queue): AmqpError {
    return new AmqpError(
      405,
      `cannot obtain exclusive access to locked queue '${queue.name}' in vhost ` +
        `'${this.host.vhost.name}'. It could be originally declared on another connection or the ` +
        'exclusive property value does not match that of the original declaration.',
    )
  }
}
