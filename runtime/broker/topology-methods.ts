import { randomBytes } from 'node:crypto'
import type { FieldTable, MethodFields } from '../frames/index.js'
import { AmqpError } from './amqp-error.js'
import type { Binding, Destination } from './binding.js'
import type { Channel } from './channel.js'
import { REPLY_TO } from './direct-reply.js'
import type { Exchange } from './exchange.js'
import { checkHeadersBinding } from './headers-match.js'
import { noExchange } from './publish-checks.js'
import { EXCHANGE_TYPES, type ExchangeType } from './routers.js'
import { sameValue, showValue, typeClass, typeName } from './show-table.js'

export function declareExchange(channel: Channel, method: MethodFields<'exchangeDeclare'>): void {
  const { vhost, access } = channel.host
  const name = cleanName(method.exchange)
  refuseDefault(name)
  if (method.passive) {
    existingExchange(channel, name)
    return
  }
  access.check('configure', 'exchange', name)
  const type = EXCHANGE_TYPES.find((known) => known === method.type)
  if (type === undefined) throw new AmqpError(503, `unknown exchange type '${method.type}'`)
  const existing = vhost.exchanges.get(name)
  if (existing !== undefined) {
    checkSameExchange(channel, existing, method, type)
    return
  }
  refuseReserved('exchange', name)
  const alternate = method.arguments.get('alternate-exchange')
  if (alternate !== undefined) {
    if (alternate.tag !== 'S') {
      const where = `in exchange '${name}' in vhost '${vhost.name}'`
      throw new AmqpError(
        406,
        `invalid type '${typeName(alternate)}' for arg 'alternate-exchange' ${where}`,
      )
    }
    access.check('read', 'exchange', name)
    access.check('write', 'exchange', alternate.value)
  }
  const { durable, autoDelete, internal, arguments: args } = method
  vhost.declareExchange({ name, type, durable, autoDelete, internal, arguments: args })
}

function checkSameExchange(
  channel: Channel,
  existing: Exchange,
  method: MethodFields<'exchangeDeclare'>,
  type: ExchangeType,
): void {
  const { definition } = existing
  const shown = `exchange '${existing.name}' in vhost '${channel.host.vhost.name}'`
  checkSame('type', shown, type, definition.type)
  checkSame('durable', shown, method.durable, definition.durable)
  checkSame('auto_delete', shown, method.autoDelete, definition.autoDelete)
  checkSame('internal', shown, method.internal, definition.internal)
  checkSameArguments(shown, method.arguments, definition.arguments, ['alternate-exchange'])
}

export function deleteExchange(channel: Channel, method: MethodFields<'exchangeDelete'>): void {
  const { vhost, access } = channel.host
  const name = cleanName(method.exchange)
  refuseDefault(name)
  access.check('configure', 'exchange', name)
  const shown = `exchange '${name}' in vhost '${vhost.name}'`
  if (name.startsWith('amq.')) {
    throw new AmqpError(403, `deletion of system ${shown} not allowed`)
  }
  const exchange = vhost.exchanges.get(name)
  if (exchange === undefined) return
  if (method.ifUnused && exchange.bindings.size > 0) throw new AmqpError(406, `${shown} in use`)
  vhost.deleteExchange(exchange)
}

/** What a binding is about, whether its destination is a queue or an exchange. */
interface BindingMethod {
  readonly kind: Destination['kind']
  readonly destination: string
  readonly source: string
  readonly routingKey: string
  readonly arguments: FieldTable
}

export function bind(channel: Channel, method: BindingMethod): void {
  const { source, destination } = bindingEnds(channel, method)
  if (source === undefined) throw noExchange(method.source, channel.host.vhost.name)
  if (destination === undefined) throw missing(channel, method.kind, method.destination)
  if (destination.kind === 'queue') channel.refuseLocked(destination)
  if (source.definition.type === 'headers') checkHeadersBinding(method.arguments)
  source.bind(destination, bindingKey(channel, method), method.arguments)
}

/** What is not there needs no unbinding. */
export function unbind(channel: Channel, method: BindingMethod): void {
  const { source, destination } = bindingEnds(channel, method)
  if (source === undefined || destination === undefined) return
  const binding = source.find(destination, bindingKey(channel, method), method.arguments)
  if (binding === undefined) return
  if (destination.kind === 'queue') channel.refuseLocked(destination)
  channel.host.vhost.unbind(binding)
}

/** Without a queue and without a key, both are the name of the queue that was declared last. */
function bindingKey(channel: Channel, { kind, destination, routingKey }: BindingMethod): string {
  const both = kind === 'queue' && destination === '' && routingKey === ''
  return both ? channel.queueName('') : routingKey
}

function bindingEnds(
  channel: Channel,
  method: BindingMethod,
): Partial<Pick<Binding, 'source' | 'destination'>> {
  const { vhost, access } = channel.host
  const { kind } = method
  const routingKey = bindingKey(channel, method)
  const name = kind === 'queue' ? channel.queueName(method.destination) : method.destination
  if (kind === 'exchange') refuseDefault(name)
  access.check('write', kind, name)
  refuseDefault(method.source)
  access.check('read', 'exchange', method.source)
  const destination = vhost.destination(kind, name)
  const source = vhost.exchanges.get(method.source)
  if (access.hasTopics && source?.definition.type === 'topic') {
    access.checkTopic('read', source.name, routingKey)
  }
  return {
    ...(source === undefined ? {} : { source }),
    ...(destination === undefined ? {} : { destination }),
  }
}

function missing(channel: Channel, kind: Destination['kind'], name: string): AmqpError {
  const shown = kind === 'queue' ? channel.queueName(name) : name
  return new AmqpError(404, `no ${kind} '${shown}' in vhost '${channel.host.vhost.name}'`)
}

function existingExchange(channel: Channel, name: string): Exchange {
  const { vhost } = channel.host
  const exchange = vhost.exchanges.get(name)
  if (exchange === undefined) throw noExchange(name, vhost.name)
  return exchange
}

function refuseDefault(exchange: string): void {
  if (exchange !== '') return
  throw new AmqpError(403, 'operation not permitted on the default exchange')
}

/** Names beginning with `amq.` are the broker's own. */
export function refuseReserved(kind: 'exchange' | 'queue', name: string): void {
  if (!name.startsWith('amq.') || name === REPLY_TO) return
  throw new AmqpError(403, `${kind} name '${name}' contains reserved prefix 'amq.*'`)
}

/** RabbitMQ drops line ends from names. */
export function cleanName(name: string): string {
  return name.replaceAll(/[\r\n]/g, '')
}

/** A name that nobody else has. */
export function makeName(prefix: 'amq.gen-' | 'amq.ctag-'): string {
  return prefix + randomBytes(16).toString('base64url')
}

export function checkSame(
  property: string,
  shown: string,
  received: string | boolean,
  current: string | boolean,
): void {
  if (received === current) return
  const difference = `received '${received}' but current is '${current}'`
  throw new AmqpError(406, `inequivalent arg '${property}' for ${shown}: ${difference}`)
}

/** Compares the arguments that matter, as RabbitMQ words what differs. */
export function checkSameArguments(
  shown: string,
  received: FieldTable,
  current: FieldTable,
  names: readonly string[],
): void {
  for (const name of names) {
    const now = received.get(name)
    const then = current.get(name)
    if (sameValue(now, then)) continue
    if (name === 'x-queue-type' && isClassic(now) && isClassic(then)) continue
    const described = (field: typeof now): string =>
      field === undefined ? 'none' : `the value '${showValue(field)}' of type '${typeName(field)}'`
    const difference =
      now !== undefined && then !== undefined && typeClass(now) === typeClass(then)
        ? `received '${showValue(now)}' but current is '${showValue(then)}'`
        : `received ${described(now)} but current is ${described(then)}`
    throw new AmqpError(406, `inequivalent arg '${name}' for ${shown}: ${difference}`)
  }
}

/** What a queue is that says nothing of its type. */
function isClassic(type: { readonly value: unknown } | undefined): boolean {
  return type === undefined || type.value === 'classic'
}
