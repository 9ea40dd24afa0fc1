import type { Method, MethodFields, MethodName } from '../frames/index.js'
import { AmqpError } from './amqp-error.js'
import type { Channel } from './channel.js'
import { get, subscribe, unsubscribe } from './consumer-methods.js'
import { declareQueue, deleteQueue, purgeQueue } from './queue-methods.js'
import { bind, declareExchange, deleteExchange, unbind } from './topology-methods.js'
import { Transaction } from './transaction.js'

/** Carries out what a client asks for on a channel. @throws {AmqpError} when it may not. */
export function handleMethod(channel: Channel, method: Method): void {
  const handler = HANDLERS[method.name] as
    | ((channel: Channel, method: MethodFields<MethodName>) => void)
    | undefined
  // Methods that only brokers send, and those of connections.
  if (handler === undefined) throw new AmqpError(503, 'unimplemented method')
  handler(channel, method)
}

type Handlers = {
  readonly [Name in MethodName]?: (channel: Channel, method: MethodFields<Name>) => void
}

const HANDLERS: Handlers = {
  channelOpen() {
    throw new AmqpError(504, "second 'channel.open' seen")
  },
  channelClose(channel) {
    channel.close()
    channel.host.forget(channel)
    channel.reply('channelCloseOk', {})
  },
  channelFlow(channel, { active }) {
    if (!active) throw new AmqpError(540, 'active=false')
    channel.reply('channelFlowOk', { active: true })
  },
  accessRequest(channel) {
    channel.reply('accessRequestOk', { ticket: 1 })
  },
  exchangeDeclare(channel, method) {
    declareExchange(channel, method)
    if (!method.nowait) channel.reply('exchangeDeclareOk', {})
  },
  exchangeDelete(channel, method) {
    deleteExchange(channel, method)
    if (!method.nowait) channel.reply('exchangeDeleteOk', {})
  },
  exchangeBind(channel, method) {
    bind(channel, { ...method, kind: 'exchange' })
    if (!method.nowait) channel.reply('exchangeBindOk', {})
  },
  exchangeUnbind(channel, method) {
    unbind(channel, { ...method, kind: 'exchange' })
    if (!method.nowait) channel.reply('exchangeUnbindOk', {})
  },
  queueDeclare(channel, method) {
    const declared = declareQueue(channel, method)
    if (!method.nowait) channel.reply('queueDeclareOk', declared)
  },
  queueBind(channel, method) {
    const { queue: destination, exchange: source } = method
    bind(channel, { ...method, kind: 'queue', destination, source })
    if (!method.nowait) channel.reply('queueBindOk', {})
  },
  queueUnbind(channel, method) {
    const { queue: destination, exchange: source } = method
    unbind(channel, { ...method, kind: 'queue', destination, source })
    channel.reply('queueUnbindOk', {})
  },
  queuePurge(channel, { queue, nowait }) {
    const messageCount = purgeQueue(channel, queue)
    if (!nowait) channel.reply('queuePurgeOk', { messageCount })
  },
  queueDelete(channel, method) {
    const messageCount = deleteQueue(channel, method)
    if (!method.nowait) channel.reply('queueDeleteOk', { messageCount })
  },
  basicQos: limit,
  basicConsume: subscribe,
  basicCancel: unsubscribe,
  basicGet: get,
  basicAck(channel, { deliveryTag, multiple }) {
    channel.settle(deliveryTag, multiple, 'ack')
  },
  basicNack(channel, { deliveryTag, multiple, requeue }) {
    channel.settle(deliveryTag, multiple, requeue ? 'requeue' : 'reject')
  },
  basicReject(channel, { deliveryTag, requeue }) {
    channel.settle(deliveryTag, false, requeue ? 'requeue' : 'reject')
  },
  basicRecover(channel, { requeue }) {
    refuseWithoutRequeue(requeue)
    channel.reply('basicRecoverOk', {})
    channel.settleNow(channel.deliveries.takeAll(), 'requeue')
  },
  basicRecoverAsync(channel, { requeue }) {
    refuseWithoutRequeue(requeue)
    channel.settleNow(channel.deliveries.takeAll(), 'requeue')
  },
  confirmSelect(channel, { nowait }) {
    if (channel.transaction !== undefined) throw cannotSwitch('tx', 'confirm')
    channel.publisher.confirm()
    if (!nowait) channel.reply('confirmSelectOk', {})
  },
  txSelect(channel) {
    if (channel.publisher.confirming) throw cannotSwitch('confirm', 'tx')
    channel.transaction ??= new Transaction()
    channel.reply('txSelectOk', {})
  },
  txCommit(channel) {
    const { publishes, settlements } = openTransaction(channel).committed()
    for (const { message, exchange, mandatory } of publishes) {
      channel.publisher.send(message, exchange, mandatory)
    }
    for (const { deliveries, settlement } of settlements) channel.settleNow(deliveries, settlement)
    channel.reply('txCommitOk', {})
  },
  txRollback(channel) {
    channel.deliveries.restore(openTransaction(channel).rolledBack())
    channel.reply('txRollbackOk', {})
  },
}

function limit(channel: Channel, method: MethodFields<'basicQos'>): void {
  const { prefetchSize, prefetchCount, global } = method
  if (prefetchSize !== 0) throw new AmqpError(540, `prefetch_size!=0 (${prefetchSize})`)
  if (global) {
    const { strict, access } = channel.host
    strict.deprecated('global_qos', `a client of user '${access.user}'`)
    channel.deliveries.limit = prefetchCount
    channel.resume()
  } else channel.prefetch = prefetchCount
  channel.reply('basicQosOk', {})
}

function refuseWithoutRequeue(requeue: boolean): void {
  if (!requeue) throw new AmqpError(540, 'requeue=false')
}

function openTransaction({ transaction }: Channel): Transaction {
  if (transaction !== undefined) return transaction
  throw new AmqpError(406, 'channel is not transactional')
}

function cannotSwitch(from: string, to: string): AmqpError {
  return new AmqpError(406, `cannot switch from ${from} to ${to} mode`)
}
