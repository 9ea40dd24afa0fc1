import type { Field, FieldTable } from '../frames/index.js'
import { AmqpError } from './amqp-error.js'
import { typeName } from './show-table.js'

export type Overflow = 'drop-head' | 'reject-publish' | 'reject-publish-dlx'

export type QueueType = 'classic' | 'quorum' | 'stream'

/** What the arguments of a queue, or a policy, ask for. */
export interface QueueSettings {
  readonly type: QueueType
  /** Milliseconds that a message may wait. */
  readonly messageTtl?: number
  /** Milliseconds that the queue may be unused. */
  readonly expires?: number
  readonly maxLength?: number
  readonly maxLengthBytes?: number
  readonly overflow: Overflow
  readonly deadLetterExchange?: string
  readonly deadLetterRoutingKey?: string
  readonly deliveryLimit?: number
  readonly maxPriority: number
  readonly singleActiveConsumer: boolean
}

/** Bytes that a routing key can have. */
const LONGEST_KEY = 255

/** Those that decide whether two declarations are of the same queue. */
export const COMPARED_ARGUMENTS: readonly string[] = [
  'x-expires',
  'x-message-ttl',
  'x-dead-letter-exchange',
  'x-dead-letter-routing-key',
  'x-dead-letter-strategy',
  'x-max-length',
  'x-max-length-bytes',
  'x-max-in-memory-length',
  'x-max-in-memory-bytes',
  'x-max-priority',
  'x-overflow',
  'x-queue-mode',
  'x-single-active-consumer',
  'x-queue-type',
  'x-quorum-initial-group-size',
  'x-max-age',
  'x-stream-max-segment-size-bytes',
  'x-initial-cluster-size',
  'x-queue-leader-locator',
  'x-delivery-limit',
]

const CLASSIC_ONLY: readonly string[] = ['x-max-priority', 'x-queue-mode']
const QUORUM_ONLY: readonly string[] = [
  'x-delivery-limit',
  'x-quorum-initial-group-size',
  'x-max-in-memory-length',
  'x-max-in-memory-bytes',
  'x-dead-letter-strategy',
]

/**
 * Reads the arguments of a queue.
 * @param shown The queue as errors name it.
 * @throws {AmqpError} in RabbitMQ's words when it would refuse one.
 */
export function readQueueArguments(args: FieldTable, shown: string): QueueSettings {
  const invalid = (name: string, reason: string): AmqpError =>
    new AmqpError(406, `invalid arg '${name}' for ${shown}: ${reason}`)

  const integer = (name: string, least: 0 | 1, most = Infinity): number | undefined => {
    const field = args.get(name)
    if (field === undefined) return undefined
    const value = integerOf(field)
    if (value === undefined) throw invalid(name, `"expected integer, got ${typeName(field)}"`)
    if (value < 0) throw invalid(name, `{value_negative,${value}}`)
    if (value < least) throw invalid(name, '{value_zero,0}')
    if (value > most) throw invalid(name, `{max_value_exceeded,${value}}`)
    return value
  }
  const text = (name: string, known: readonly string[], refuse: (value: string) => string) => {
    const field = args.get(name)
    if (field === undefined) return undefined
    if (field.tag !== 'S') throw invalid(name, `{unacceptable_type,${typeName(field)}}`)
    if (!known.includes(field.value)) throw invalid(name, refuse(field.value))
    return field.value
  }

  const type = (text(
    'x-queue-type',
    ['classic', 'quorum', 'stream'],
    (value) => `"unsupported queue type '${value}'"`,
  ) ?? 'classic') as QueueType
  for (const argument of type === 'classic' ? QUORUM_ONLY : CLASSIC_ONLY) {
    if (args.has(argument)) {
      const module = `rabbit_${type}_queue`
      throw new AmqpError(406, `invalid arg '${argument}' for ${shown} of queue type ${module}`)
    }
  }
  if (type === 'stream') {
    throw new AmqpError(540, `the embedded broker has no streams: ${shown}`)
  }
  const exchange = args.get('x-dead-letter-exchange')
  if (exchange !== undefined && exchange.tag !== 'S') {
    const type = typeName(exchange)
    throw new AmqpError(406, `invalid type '${type}' for arg 'x-dead-letter-exchange' in ${shown}`)
  }
  const deadLetterExchange = exchange?.value
  const routingKey = args.get('x-dead-letter-routing-key')
  if (routingKey !== undefined && routingKey.tag !== 'S') {
    throw invalid('x-dead-letter-routing-key', `{unacceptable_type,${typeName(routingKey)}}`)
  }
  const deadLetterRoutingKey = routingKey?.value
  if (Buffer.byteLength(deadLetterRoutingKey ?? '') > LONGEST_KEY) {
    throw invalid('x-dead-letter-routing-key', `longer than ${LONGEST_KEY} bytes`)
  }
  if (deadLetterRoutingKey !== undefined && deadLetterExchange === undefined) {
    throw invalid('x-dead-letter-routing-key', 'routing_key_but_no_dlx_defined')
  }
  text('x-queue-mode', ['default', 'lazy'], (value) => `"unsupported queue mode '${value}'"`)
  const single = args.get('x-single-active-consumer')
  if (single !== undefined && single.tag !== 't') {
    throw invalid('x-single-active-consumer', `{unacceptable_type,${typeName(single)}}`)
  }
  const deliveryLimit = args.get('x-delivery-limit')
  return present<QueueSettings>({
    type,
    messageTtl: integer('x-message-ttl', 0),
    expires: integer('x-expires', 1),
    maxLength: integer('x-max-length', 0),
    maxLengthBytes: integer('x-max-length-bytes', 0),
    overflow: (text(
      'x-overflow',
      ['drop-head', 'reject-publish', 'reject-publish-dlx'],
      () => 'invalid_overflow',
    ) ?? 'drop-head') as Overflow,
    deadLetterExchange,
    deadLetterRoutingKey,
    deliveryLimit: deliveryLimit === undefined ? undefined : limitOf(deliveryLimit),
    maxPriority: integer('x-max-priority', 0, 255) ?? 0,
    singleActiveConsumer: single?.tag === 't' && single.value,
  })
}

/** A negative limit is none. */
function limitOf(field: Field): number | undefined {
  const value = integerOf(field)
  return value === undefined || value < 0 ? undefined : value
}

export function integerOf(field: Field): number | undefined {
  switch (field.tag) {
    case 'b':
    case 'B':
    case 's':
    case 'u':
    case 'I':
    case 'i':
      return field.value
    case 'l':
    case 'L':
      return Number(field.value)
    default:
      return undefined
  }
}

/** Without the properties that are undefined. */
function present<T extends object>(values: { [K in keyof T]-?: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as T
}
