import type { FieldTable } from './field-table.js'

/**
 * The methods of AMQP 0-9-1 with RabbitMQ's extensions, from the specification
 * (amqp0-9-1.extended.xml): for each its class and method number and its fields in order.
 * A `bit` shares an octet with the bits next to it.
 */
export type FieldType =
  | 'bit'
  | 'octet'
  | 'short'
  | 'long'
  | 'longlong'
  | 'shortstr'
  | 'longstr'
  | 'table'

/** Each row: class number, method number, and `name:type` of each field. */
export const METHODS = {
  connectionStart: [
    10,
    10,
    'versionMajor:octet versionMinor:octet serverProperties:table mechanisms:longstr locales:longstr',
  ],
  connectionStartOk: [
    10,
    11,
    'clientProperties:table mechanism:shortstr response:longstr locale:shortstr',
  ],
  connectionSecure: [10, 20, 'challenge:longstr'],
  connectionSecureOk: [10, 21, 'response:longstr'],
  connectionTune: [10, 30, 'channelMax:short frameMax:long heartbeat:short'],
  connectionTuneOk: [10, 31, 'channelMax:short frameMax:long heartbeat:short'],
  connectionOpen: [10, 40, 'virtualHost:shortstr capabilities:shortstr insist:bit'],
  connectionOpenOk: [10, 41, 'knownHosts:shortstr'],
  connectionClose: [10, 50, 'replyCode:short replyText:shortstr classId:short methodId:short'],
  connectionCloseOk: [10, 51, ''],
  connectionBlocked: [10, 60, 'reason:shortstr'],
  connectionUnblocked: [10, 61, ''],
  connectionUpdateSecret: [10, 70, 'newSecret:longstr reason:shortstr'],
  connectionUpdateSecretOk: [10, 71, ''],
  channelOpen: [20, 10, 'outOfBand:shortstr'],
  channelOpenOk: [20, 11, 'channelId:longstr'],
  channelFlow: [20, 20, 'active:bit'],
  channelFlowOk: [20, 21, 'active:bit'],
  channelClose: [20, 40, 'replyCode:short replyText:shortstr classId:short methodId:short'],
  channelCloseOk: [20, 41, ''],
  accessRequest: [30, 10, 'realm:shortstr exclusive:bit passive:bit active:bit write:bit read:bit'],
  accessRequestOk: [30, 11, 'ticket:short'],
  exchangeDeclare: [
    40,
    10,
    'ticket:short exchange:shortstr type:shortstr passive:bit durable:bit autoDelete:bit internal:bit nowait:bit arguments:table',
  ],
  exchangeDeclareOk: [40, 11, ''],
  exchangeDelete: [40, 20, 'ticket:short exchange:shortstr ifUnused:bit nowait:bit'],
  exchangeDeleteOk: [40, 21, ''],
  exchangeBind: [
    40,
    30,
    'ticket:short destination:shortstr source:shortstr routingKey:shortstr nowait:bit arguments:table',
  ],
  exchangeBindOk: [40, 31, ''],
  exchangeUnbind: [
    40,
    40,
    'ticket:short destination:shortstr source:shortstr routingKey:shortstr nowait:bit arguments:table',
  ],
  exchangeUnbindOk: [40, 51, ''],
  queueDeclare: [
    50,
    10,
    'ticket:short queue:shortstr passive:bit durable:bit exclusive:bit autoDelete:bit nowait:bit arguments:table',
  ],
  queueDeclareOk: [50, 11, 'queue:shortstr messageCount:long consumerCount:long'],
  queueBind: [
    50,
    20,
    'ticket:short queue:shortstr exchange:shortstr routingKey:shortstr nowait:bit arguments:table',
  ],
  queueBindOk: [50, 21, ''],
  queuePurge: [50, 30, 'ticket:short queue:shortstr nowait:bit'],
  queuePurgeOk: [50, 31, 'messageCount:long'],
  queueDelete: [50, 40, 'ticket:short queue:shortstr ifUnused:bit ifEmpty:bit nowait:bit'],
  queueDeleteOk: [50, 41, 'messageCount:long'],
  queueUnbind: [
    50,
    50,
    'ticket:short queue:shortstr exchange:shortstr routingKey:shortstr arguments:table',
  ],
  queueUnbindOk: [50, 51, ''],
  basicQos: [60, 10, 'prefetchSize:long prefetchCount:short global:bit'],
  basicQosOk: [60, 11, ''],
  basicConsume: [
    60,
    20,
    'ticket:short queue:shortstr consumerTag:shortstr noLocal:bit noAck:bit exclusive:bit nowait:bit arguments:table',
  ],
  basicConsumeOk: [60, 21, 'consumerTag:shortstr'],
  basicCancel: [60, 30, 'consumerTag:shortstr nowait:bit'],
  basicCancelOk: [60, 31, 'consumerTag:shortstr'],
  basicPublish: [
    60,
    40,
    'ticket:short exchange:shortstr routingKey:shortstr mandatory:bit immediate:bit',
  ],
  basicReturn: [60, 50, 'replyCode:short replyText:shortstr exchange:shortstr routingKey:shortstr'],
  basicDeliver: [
    60,
    60,
    'consumerTag:shortstr deliveryTag:longlong redelivered:bit exchange:shortstr routingKey:shortstr',
  ],
  basicGet: [60, 70, 'ticket:short queue:shortstr noAck:bit'],
  basicGetOk: [
    60,
    71,
    'deliveryTag:longlong redelivered:bit exchange:shortstr routingKey:shortstr messageCount:long',
  ],
  basicGetEmpty: [60, 72, 'clusterId:shortstr'],
  basicAck: [60, 80, 'deliveryTag:longlong multiple:bit'],
  basicReject: [60, 90, 'deliveryTag:longlong requeue:bit'],
  basicRecoverAsync: [60, 100, 'requeue:bit'],
  basicRecover: [60, 110, 'requeue:bit'],
  basicRecoverOk: [60, 111, ''],
  basicNack: [60, 120, 'deliveryTag:longlong multiple:bit requeue:bit'],
  confirmSelect: [85, 10, 'nowait:bit'],
  confirmSelectOk: [85, 11, ''],
  txSelect: [90, 10, ''],
  txSelectOk: [90, 11, ''],
  txCommit: [90, 20, ''],
  txCommitOk: [90, 21, ''],
  txRollback: [90, 30, ''],
  txRollbackOk: [90, 31, ''],
} as const

export type MethodName = keyof typeof METHODS

/** What a method carries, by field name. */
export type MethodFields<Name extends MethodName> = FieldsOf<(typeof METHODS)[Name][2]>

type FieldsOf<Text extends string> = Text extends `${infer Name}:${infer Rest}`
  ? Rest extends `${infer Type extends FieldType} ${infer More}`
    ? { readonly [K in Name]: FieldValue<Type> } & FieldsOf<More>
    : Rest extends FieldType
      ? { readonly [K in Name]: FieldValue<Rest> }
      : never
  : unknown

type FieldValue<Type extends FieldType> = Type extends 'bit'
  ? boolean
  : Type extends 'shortstr'
    ? string
    : Type extends 'longstr'
      ? Buffer
      : Type extends 'table'
        ? FieldTable
        : number
