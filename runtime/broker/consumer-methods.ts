import type { MethodFields } from '../frames/index.js'
import { AmqpError } from './amqp-error.js'
import type { Channel } from './channel.js'
import { Consumer } from './consumer.js'
import { withDeliveryCount } from './delivery-count.js'
import { makeReplyKey, REPLY_TO } from './direct-reply.js'
import { integerOf } from './queue-settings.js'
import { typeName } from './show-table.js'
import { makeName } from './topology-methods.js'

type Consume = MethodFields<'basicConsume'>

export function subscribe(channel: Channel, method: Consume): void {
  if (method.queue === REPLY_TO) subscribeToReplies(channel, method)
  else subscribeToQueue(channel, method)
}

function subscribeToQueue(channel: Channel, method: Consume): void {
  const { vhost, access } = channel.host
  const name = channel.queueName(method.queue)
  access.check('read', 'queue', name)
  if (channel.consumers.has(method.consumerTag)) {
    throw new AmqpError(530, `attempt to reuse consumer tag '${method.consumerTag}'`)
  }
  const queue = channel.existingQueue(name)
  channel.refuseLocked(queue)
  const shown = `queue '${name}' in vhost '${vhost.name}'`
  if (queue.settings.type === 'quorum' && channel.deliveries.limit > 0) {
    throw new AmqpError(540, `${shown} does not support global qos`)
  }
  const priority = readPriority(method, shown)
  const others = [...queue.subscribers.all]
  if (others.some(({ exclusive }) => exclusive) || (method.exclusive && others.length > 0)) {
    throw new AmqpError(403, `${shown} in exclusive use`)
  }
  const tag = method.consumerTag === '' ? makeName('amq.ctag-') : method.consumerTag
  const { noAck, exclusive } = method
  const consumer = new Consumer(channel, queue, {
    tag,
    noAck,
    exclusive,
    priority,
    prefetch: channel.prefetch,
  })
  channel.consumers.set(tag, consumer)
  queue.subscribe(consumer)
  if (!method.nowait) channel.reply('basicConsumeOk', { consumerTag: tag })
  queue.deliver()
}

function subscribeToReplies(channel: Channel, method: Consume): void {
  if (channel.replies !== undefined) throw new AmqpError(406, 'reply consumer already set')
  if (!method.noAck) throw new AmqpError(406, 'reply consumer cannot acknowledge')
  const tag = method.consumerTag === '' ? makeName('amq.ctag-') : method.consumerTag
  const key = makeReplyKey()
  channel.replies = { tag, key }
  channel.host.vhost.replyConsumers.set(key, channel)
  if (!method.nowait) channel.reply('basicConsumeOk', { consumerTag: tag })
}

function readPriority(method: Consume, shown: string): number {
  const field = method.arguments.get('x-priority')
  if (field === undefined) return 0
  const priority = integerOf(field)
  if (priority !== undefined) return priority
  const reason = `"expected integer, got ${typeName(field)}"`
  throw new AmqpError(406, `invalid arg 'x-priority' for ${shown}: ${reason}`)
}

/** What it has delivered stays to be acknowledged. */
export function unsubscribe(channel: Channel, method: MethodFields<'basicCancel'>): void {
  const { consumerTag, nowait } = method
  const { replies } = channel
  if (replies?.tag === consumerTag) {
    channel.host.vhost.replyConsumers.delete(replies.key)
    channel.replies = undefined
  }
  const consumer = channel.consumers.get(consumerTag)
  if (consumer !== undefined) {
    channel.consumers.delete(consumerTag)
    consumer.queue.unsubscribe(consumer)
  }
  if (!nowait) channel.reply('basicCancelOk', { consumerTag })
  consumer?.queue.deliver()
}

export function get(channel: Channel, { queue: given, noAck }: MethodFields<'basicGet'>): void {
  const { access, outgoing } = channel.host
  const name = channel.queueName(given)
  access.check('read', 'queue', name)
  const queue = channel.existingQueue(name)
  channel.refuseLocked(queue)
  const entry = queue.get(noAck)
  if (entry === undefined) {
    channel.reply('basicGetEmpty', { clusterId: '' })
    return
  }
  const tag = channel.deliveries.nextTag()
  if (!noAck) channel.deliveries.add({ tag, entry, queue, consumer: undefined })
  const { message, redelivered } = entry
  const properties = withDeliveryCount(queue, entry, true)
  outgoing.getOk(channel.number, tag, redelivered, message, properties, queue.ready.size)
}
