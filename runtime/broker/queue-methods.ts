import type { FieldTable, MethodFields } from '../frames/index.js'
import { AmqpError } from './amqp-error.js'
import type { Channel } from './channel.js'
import { REPLY_TO } from './direct-reply.js'
import type { Queue } from './queue.js'
import { COMPARED_ARGUMENTS, type QueueSettings, readQueueArguments } from './queue-settings.js'
import {
  checkSame,
  checkSameArguments,
  cleanName,
  makeName,
  refuseReserved,
} from './topology-methods.js'

type Declare = MethodFields<'queueDeclare'>

export function declareQueue(channel: Channel, method: Declare): MethodFields<'queueDeclareOk'> {
  const name = cleanName(method.queue)
  // Whoever consumes replies directly may also declare where they seem to come from.
  if (name === REPLY_TO) return { queue: name, messageCount: 0, consumerCount: 1 }
  const queue = method.passive
    ? declaredQueue(channel, name)
    : activelyDeclared(channel, name, method)
  queue.touch()
  queue.dropExpired()
  channel.lastQueue = queue.name
  return {
    queue: queue.name,
    messageCount: queue.ready.size,
    consumerCount: queue.subscribers.size,
  }
}

function declaredQueue(channel: Channel, name: string): Queue {
  const queue = channel.existingQueue(name)
  channel.refuseLocked(queue)
  return queue
}

function activelyDeclared(channel: Channel, given: string, method: Declare): Queue {
  const { vhost, access } = channel.host
  refuseReserved('queue', given)
  const name = given === '' ? makeName('amq.gen-') : given
  access.check('configure', 'queue', name)
  const existing = vhost.queues.get(name)
  if (existing !== undefined) {
    checkSameQueue(channel, existing, method)
    return existing
  }
  const args = method.arguments
  const shown = `queue '${name}' in vhost '${vhost.name}'`
  const settings = readQueueArguments(args, shown)
  checkDeadLetterAccess(channel, name, settings)
  if (settings.type !== 'classic') refuseForQuorum(method, shown)
  warnOfDeprecated(channel, name, method)
  const queue = vhost.declareQueue(
    {
      name,
      durable: isDurable(method),
      autoDelete: method.autoDelete,
      owner: method.exclusive ? channel.host : undefined,
      arguments: args,
    },
    settings,
  )
  if (settings.type === 'quorum' && queue.settings.deadLetterExchange === undefined) {
    channel.host.strict.advise(
      `queue '${name}' has no dead-letter exchange: RabbitMQ 4 drops what a quorum queue delivered 20 times`,
    )
  }
  return queue
}

/** An exclusive queue goes with its connection, whatever was asked for. */
function isDurable({ durable, exclusive }: Declare): boolean {
  return durable && !exclusive
}

function checkSameQueue(channel: Channel, queue: Queue, method: Declare): void {
  const { definition } = queue
  const shown = `queue '${queue.name}' in vhost '${channel.host.vhost.name}'`
  channel.refuseLocked(queue)
  if ((definition.owner !== undefined) !== method.exclusive) throw channel.locked(queue)
  checkSame('durable', shown, isDurable(method), definition.durable)
  checkSame('auto_delete', shown, method.autoDelete, definition.autoDelete)
  checkSameArguments(shown, method.arguments, definition.arguments, COMPARED_ARGUMENTS)
}

function checkDeadLetterAccess(channel: Channel, name: string, settings: QueueSettings): void {
  if (settings.deadLetterExchange === undefined) return
  const { access } = channel.host
  access.check('read', 'queue', name)
  access.check('write', 'exchange', settings.deadLetterExchange)
}

/** A replicated queue is durable, shared, and lasts. */
function refuseForQuorum({ durable, exclusive, autoDelete }: Declare, shown: string): void {
  const property = autoDelete
    ? 'auto-delete'
    : exclusive
      ? 'exclusive-owner'
      : durable
        ? undefined
        : 'non-durable'
  if (property === undefined) return
  throw new AmqpError(406, `invalid property '${property}' for ${shown}`)
}

function warnOfDeprecated(channel: Channel, name: string, method: Declare): void {
  const { strict } = channel.host
  const subject = `queue '${name}'`
  const args: FieldTable = method.arguments
  if (!method.durable && !method.exclusive) {
    strict.deprecated('transient_nonexcl_queues', subject)
  }
  if (args.has('x-queue-mode')) strict.deprecated('queue_mode', subject)
  if (args.get('x-queue-version')?.value === 1) strict.deprecated('queue_version_1', subject)
  if (args.has('x-ha-policy')) strict.deprecated('classic_queue_mirroring', subject)
}

export function purgeQueue(channel: Channel, name: string): number {
  const queueName = channel.queueName(name)
  channel.host.access.check('read', 'queue', queueName)
  return declaredQueue(channel, queueName).purge()
}

/** @returns the number of messages that were in it; none when it was not there. */
export function deleteQueue(channel: Channel, method: MethodFields<'queueDelete'>): number {
  const { vhost, access } = channel.host
  const name = channel.queueName(method.queue)
  access.check('configure', 'queue', name)
  const queue = vhost.queues.get(name)
  if (queue === undefined) return 0
  channel.refuseLocked(queue)
  const shown = `queue '${name}' in vhost '${vhost.name}'`
  if (method.ifUnused && queue.subscribers.size > 0) throw new AmqpError(406, `${shown} in use`)
  queue.dropExpired()
  if (method.ifEmpty && queue.ready.size > 0) throw new AmqpError(406, `${shown} not empty`)
  return vhost.deleteQueue(queue)
}
