import type {
  BasicProperties,
  Field,
  FieldTable,
  MethodFields,
  MethodName,
} from '../../../runtime/frames/index.js'

/** Channels that operations use: the letter names the connection. */
export const CHANNELS = ['a1', 'a2', 'b1'] as const
export type ChannelName = (typeof CHANNELS)[number]

/** The connection of a channel; there is one more, that only looks. */
export function connectionOf(on: ChannelName | 'observer'): string {
  return on === 'observer' ? on : on.slice(0, 1)
}

/** Names that operations use, and that are cleared away behind them. */
export const QUEUES: readonly string[] = ['q1', 'q2', 'q3', 'q4']
export const EXCHANGES: readonly string[] = ['e1', 'e2', 'e3', 'e4']

/** One step of a sequence: plain data, so that it can be generated, shrunk and printed. */
export type Operation =
  | Call
  | Publish
  | Settle
  | { readonly op: 'closeChannel'; readonly on: ChannelName }
  | { readonly op: 'closeConnection'; readonly on: ChannelName }

/** A method that is answered. */
export interface Call {
  readonly op: 'call'
  readonly on: ChannelName
  readonly method: MethodName
  readonly fields: Readonly<Record<string, unknown>>
}

/** The body is a number that counts through the sequence. */
export interface Publish {
  readonly op: 'publish'
  readonly on: ChannelName
  readonly exchange: string
  readonly key: string
  readonly mandatory: boolean
  readonly properties: BasicProperties
}

/** Acks or rejects a delivery of the channel that is still out. */
export interface Settle {
  readonly op: 'settle'
  readonly on: ChannelName
  /** Counts through those that are out; beyond the last one it starts again. */
  readonly pick: number
  readonly how: 'basicAck' | 'basicNack' | 'basicReject'
  readonly multiple: boolean
  readonly requeue: boolean
}

/** Field tables as scenarios write them: integers, text, and what is given with its tag. */
export function table(values: Readonly<Record<string, number | string | Field>>): FieldTable {
  return new Map(
    Object.entries(values).map(([name, value]): [string, Field] => {
      if (typeof value === 'number') return [name, { tag: 'I', value }]
      if (typeof value === 'string') return [name, { tag: 'S', value }]
      return [name, value]
    }),
  )
}

const NO_ARGUMENTS: FieldTable = new Map()

function call<Name extends MethodName>(
  method: Name,
  defaults: MethodFields<Name>,
): (on: ChannelName, fields?: Partial<MethodFields<Name>>) => Call {
  return (on, fields) => ({
    op: 'call',
    on,
    method,
    fields: { ...(defaults as object), ...fields },
  })
}

type Maker<Name extends MethodName> = (
  on: ChannelName,
  fields?: Partial<MethodFields<Name>>,
) => Call

export const declareQueue: Maker<'queueDeclare'> = call('queueDeclare', {
  ticket: 0,
  queue: 'q1',
  passive: false,
  durable: true,
  exclusive: false,
  autoDelete: false,
  nowait: false,
  arguments: NO_ARGUMENTS,
})

export const deleteQueue: Maker<'queueDelete'> = call('queueDelete', {
  ticket: 0,
  queue: 'q1',
  ifUnused: false,
  ifEmpty: false,
  nowait: false,
})

export const purgeQueue: Maker<'queuePurge'> = call('queuePurge', {
  ticket: 0,
  queue: 'q1',
  nowait: false,
})

export const bindQueue: Maker<'queueBind'> = call('queueBind', {
  ticket: 0,
  queue: 'q1',
  exchange: 'e1',
  routingKey: '',
  nowait: false,
  arguments: NO_ARGUMENTS,
})

export const unbindQueue: Maker<'queueUnbind'> = call('queueUnbind', {
  ticket: 0,
  queue: 'q1',
  exchange: 'e1',
  routingKey: '',
  arguments: NO_ARGUMENTS,
})

export const declareExchange: Maker<'exchangeDeclare'> = call('exchangeDeclare', {
  ticket: 0,
  exchange: 'e1',
  type: 'direct',
  passive: false,
  durable: false,
  autoDelete: false,
  internal: false,
  nowait: false,
  arguments: NO_ARGUMENTS,
})

export const deleteExchange: Maker<'exchangeDelete'> = call('exchangeDelete', {
  ticket: 0,
  exchange: 'e1',
  ifUnused: false,
  nowait: false,
})

const EXCHANGE_BINDING: MethodFields<'exchangeBind'> = {
  ticket: 0,
  destination: 'e2',
  source: 'e1',
  routingKey: '',
  nowait: false,
  arguments: NO_ARGUMENTS,
}
export const bindExchange: Maker<'exchangeBind'> = call('exchangeBind', EXCHANGE_BINDING)
export const unbindExchange: Maker<'exchangeUnbind'> = call('exchangeUnbind', EXCHANGE_BINDING)

export const consume: Maker<'basicConsume'> = call('basicConsume', {
  ticket: 0,
  queue: 'q1',
  consumerTag: 'k1',
  noLocal: false,
  noAck: false,
  exclusive: false,
  nowait: false,
  arguments: NO_ARGUMENTS,
})

export const cancel: Maker<'basicCancel'> = call('basicCancel', {
  consumerTag: 'k1',
  nowait: false,
})

export const get: Maker<'basicGet'> = call('basicGet', { ticket: 0, queue: 'q1', noAck: false })

export const qos: Maker<'basicQos'> = call('basicQos', {
  prefetchSize: 0,
  prefetchCount: 1,
  global: false,
})

export const recover: Maker<'basicRecover'> = call('basicRecover', { requeue: true })

export const selectConfirms: Maker<'confirmSelect'> = call('confirmSelect', { nowait: false })

export const selectTx: Maker<'txSelect'> = call('txSelect', {})
export const commitTx: Maker<'txCommit'> = call('txCommit', {})
export const rollbackTx: Maker<'txRollback'> = call('txRollback', {})

export function publish(
  on: ChannelName,
  key: string,
  rest: Partial<Omit<Publish, 'op' | 'on' | 'key'>> = {},
): Publish {
  return { op: 'publish', on, exchange: '', key, mandatory: false, properties: {}, ...rest }
}

export function settle(
  on: ChannelName,
  how: Settle['how'],
  rest: Partial<Omit<Settle, 'op' | 'on' | 'how'>> = {},
): Settle {
  return { op: 'settle', on, how, pick: 0, multiple: false, requeue: false, ...rest }
}
