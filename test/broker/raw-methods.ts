import type { Field, FieldTable, MethodFields, MethodName } from '../../runtime/frames/index.js'

/** A method to be sent, with all its fields. */
export type Call = {
  [Name in MethodName]: readonly [Name, MethodFields<Name>]
}[MethodName]

/** Plain values as the fields of a table; others with their tag. */
export function table(
  values: Readonly<Record<string, string | number | boolean | Field>> = {},
): FieldTable {
  return new Map(
    Object.entries(values).map(([name, value]): [string, Field] => {
      if (typeof value === 'string') return [name, { tag: 'S', value }]
      if (typeof value === 'number') return [name, { tag: 'I', value }]
      if (typeof value === 'boolean') return [name, { tag: 't', value }]
      return [name, value]
    }),
  )
}

type Arguments = Parameters<typeof table>[0]

export function declareQueue(
  queue: string,
  flags: Partial<MethodFields<'queueDeclare'>> = {},
  args: Arguments = {},
): Call {
  return [
    'queueDeclare',
    {
      ticket: 0,
      queue,
      passive: false,
      durable: false,
      exclusive: false,
      autoDelete: false,
      nowait: false,
      arguments: table(args),
      ...flags,
    },
  ]
}

export function declareExchange(
  exchange: string,
  type = 'direct',
  flags: Partial<MethodFields<'exchangeDeclare'>> = {},
  args: Arguments = {},
): Call {
  return [
    'exchangeDeclare',
    {
      ticket: 0,
      exchange,
      type,
      passive: false,
      durable: false,
      autoDelete: false,
      internal: false,
      nowait: false,
      arguments: table(args),
      ...flags,
    },
  ]
}

export function bindQueue(
  queue: string,
  exchange: string,
  routingKey = '',
  args: Arguments = {},
): Call {
  return [
    'queueBind',
    { ticket: 0, queue, exchange, routingKey, nowait: false, arguments: table(args) },
  ]
}

export function consume(
  queue: string,
  consumerTag = '',
  flags: Partial<MethodFields<'basicConsume'>> = {},
): Call {
  return [
    'basicConsume',
    {
      ticket: 0,
      queue,
      consumerTag,
      noLocal: false,
      noAck: false,
      exclusive: false,
      nowait: false,
      arguments: table(),
      ...flags,
    },
  ]
}

export function get(queue: string): Call {
  return ['basicGet', { ticket: 0, queue, noAck: false }]
}

export function deleteQueue(queue: string, flags: Partial<MethodFields<'queueDelete'>> = {}): Call {
  return [
    'queueDelete',
    { ticket: 0, queue, ifUnused: false, ifEmpty: false, nowait: false, ...flags },
  ]
}

export function deleteExchange(
  exchange: string,
  flags: Partial<MethodFields<'exchangeDelete'>> = {},
): Call {
  return ['exchangeDelete', { ticket: 0, exchange, ifUnused: false, nowait: false, ...flags }]
}
