import fc from 'fast-check'
import type { BasicProperties, Field, FieldTable } from '../../../runtime/frames/index.js'
import { UNKNOWN } from './lockstep.js'
import {
  bindExchange,
  bindQueue,
  CHANNELS,
  cancel,
  commitTx,
  consume,
  declareExchange,
  declareQueue,
  deleteExchange,
  deleteQueue,
  EXCHANGES,
  get,
  type Operation,
  publish,
  purgeQueue,
  QUEUES,
  qos,
  recover,
  rollbackTx,
  selectConfirms,
  selectTx,
  settle,
  table,
  unbindExchange,
  unbindQueue,
} from './operations.js'

/** True once in so many times. */
const once = (times: number): fc.Arbitrary<boolean> =>
  fc.integer({ min: 1, max: times }).map((n) => n === times)

const on = fc.constantFrom(...CHANNELS)
const queue = fc.constantFrom(...QUEUES)
const exchange = fc.constantFrom(...EXCHANGES)
const consumerTag = fc.constantFrom('k1', 'k2', 'k3')

/** Keys and patterns that meet each other often. */
const routingKey = fc.constantFrom('', 'a', 'b', 'a.b', 'a.b.c', 'q1', 'q2')
const pattern = fc.oneof(
  routingKey,
  fc.constantFrom('#', '*', 'a.*', '*.b', 'a.#', '#.c', '*.#.c', 'a.#.b.#'),
)

/** A table of some of these arguments. */
function some(
  values: Readonly<Record<string, fc.Arbitrary<number | string | Field>>>,
): fc.Arbitrary<FieldTable> {
  const chosen = fc.record(values, { requiredKeys: [], noNullPrototype: true })
  return fc.oneof(
    { weight: 3, arbitrary: fc.constant(table({})) },
    // More than a few at once say little: one is taken for each three.
    {
      weight: 4,
      arbitrary: fc
        .tuple(chosen, fc.array(fc.constantFrom(...Object.keys(values)), { maxLength: 3 }))
        .map(([all, names]) =>
          table(
            Object.fromEntries(
              Object.entries(all).filter(
                (entry): entry is [string, number | string | Field] =>
                  names.includes(entry[0]) && entry[1] !== undefined,
              ),
            ),
          ),
        ),
    },
  )
}

const queueArguments = some({
  'x-message-ttl': fc.constantFrom(0, 600_000),
  'x-dead-letter-exchange': fc.constantFrom('', 'e1', 'e2', 'e3'),
  'x-dead-letter-routing-key': fc.constantFrom('q1', 'q2', 'a', 'a.b'),
  'x-max-length': fc.constantFrom(0, 1, 2, 3),
  'x-max-length-bytes': fc.constantFrom(10, 25),
  'x-overflow': fc.constantFrom('drop-head', 'reject-publish', 'reject-publish-dlx'),
  'x-max-priority': fc.constantFrom(1, 5),
  'x-expires': fc.constant(600_000),
})

const headers = some({
  a: fc.constantFrom<number | string>(1, 2, 'x'),
  b: fc.constantFrom<number | string>(1, 'x', ''),
  c: fc.constant<Field>({ tag: 't', value: true }),
})

const bindingArguments = fc.oneof(
  { weight: 3, arbitrary: fc.constant(table({})) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(headers, fc.constantFrom('all', 'any', undefined))
      .map(([match, how]) =>
        how === undefined ? match : new Map([...match, ...table({ 'x-match': how })]),
      ),
  },
)

const queueDeclaration = fc
  .tuple(on, queue, once(4), once(8), once(5), queueArguments)
  .map(([channel, name, transient, exclusive, autoDelete, args]) =>
    declareQueue(channel, {
      queue: name,
      durable: !transient,
      exclusive,
      autoDelete,
      arguments: args,
    }),
  )

const exchangeDeclaration = fc
  .tuple(
    on,
    exchange,
    fc.constantFrom('direct', 'topic', 'fanout', 'headers'),
    once(5),
    once(8),
    some({ 'alternate-exchange': exchange }),
  )
  .map(([channel, name, type, autoDelete, internal, args]) =>
    declareExchange(channel, { exchange: name, type, autoDelete, internal, arguments: args }),
  )

const queueBinding = fc
  .tuple(on, queue, exchange, pattern, bindingArguments)
  .map(([channel, name, source, key, args]) =>
    bindQueue(channel, { queue: name, exchange: source, routingKey: key, arguments: args }),
  )

const properties: fc.Arbitrary<BasicProperties> = fc.record(
  {
    contentType: fc.constant('text/plain'),
    deliveryMode: fc.constant(1),
    correlationId: fc.constantFrom('1', 'two'),
    priority: fc.constantFrom(0, 1, 3, 9),
    headers: fc.oneof(
      headers,
      fc
        .tuple(fc.constantFrom('CC', 'BCC'), queue)
        .map(
          ([name, key]): FieldTable =>
            table({ [name]: { tag: 'A', value: [{ tag: 'S', value: key }] } }),
        ),
    ),
    userId: fc.constant('guest'),
  },
  { requiredKeys: [], noNullPrototype: true },
)

const publishing = fc
  .tuple(
    on,
    fc.constantFrom('', '', ...EXCHANGES),
    fc.oneof(queue, routingKey),
    fc.boolean(),
    properties,
    fc.constantFrom(undefined, undefined, undefined, undefined, '0', '600000'),
  )
  .map(([channel, to, key, mandatory, given, expiration]) =>
    publish(channel, key, {
      exchange: to,
      mandatory,
      properties: expiration === undefined ? given : { ...given, expiration },
    }),
  )

const consuming = fc
  .tuple(
    on,
    queue,
    consumerTag,
    once(4),
    once(12),
    some({ 'x-priority': fc.constantFrom(-1, 1, 5) }),
  )
  .map(([channel, name, tag, noAck, exclusive, args]) =>
    consume(channel, { queue: name, consumerTag: tag, noAck, exclusive, arguments: args }),
  )

const settling = fc
  .tuple(
    on,
    fc.constantFrom('basicAck', 'basicAck', 'basicNack', 'basicReject'),
    fc.integer({ min: 0, max: 6 }),
    once(4),
    fc.boolean(),
  )
  .map(([channel, how, pick, multiple, requeue]) =>
    settle(channel, how, { pick, multiple: multiple && how !== 'basicReject', requeue }),
  )

const prefetching = fc
  .tuple(on, fc.constantFrom(0, 1, 2, 3), once(6))
  .map(([channel, prefetchCount, global]) => qos(channel, { prefetchCount, global }))

/** What makes something to work with. */
const preparation: fc.Arbitrary<Operation> = fc.oneof(
  { weight: 5, arbitrary: queueDeclaration },
  { weight: 4, arbitrary: exchangeDeclaration },
  { weight: 5, arbitrary: queueBinding },
  { weight: 2, arbitrary: consuming },
  { weight: 1, arbitrary: prefetching },
  { weight: 2, arbitrary: on.map((channel) => selectConfirms(channel)) },
)

/** What works with it, and what now and then takes it away again. */
const work: fc.Arbitrary<Operation> = fc.oneof(
  { weight: 40, arbitrary: publishing },
  { weight: 20, arbitrary: settling },
  {
    weight: 12,
    arbitrary: fc
      .tuple(on, queue, once(4))
      .map(([channel, name, noAck]) => get(channel, { queue: name, noAck })),
  },
  { weight: 10, arbitrary: consuming },
  {
    weight: 5,
    arbitrary: fc.tuple(on, consumerTag).map(([c, tag]) => cancel(c, { consumerTag: tag })),
  },
  { weight: 4, arbitrary: prefetching },
  { weight: 6, arbitrary: queueDeclaration },
  { weight: 3, arbitrary: exchangeDeclaration },
  { weight: 6, arbitrary: queueBinding },
  {
    weight: 2,
    arbitrary: fc
      .tuple(on, queue, exchange, pattern, bindingArguments)
      .map(([channel, name, source, key, args]) =>
        unbindQueue(channel, { queue: name, exchange: source, routingKey: key, arguments: args }),
      ),
  },
  {
    weight: 4,
    arbitrary: fc
      .tuple(on, exchange, exchange, pattern, once(4))
      .map(([channel, destination, source, key, undo]) =>
        (undo ? unbindExchange : bindExchange)(channel, { destination, source, routingKey: key }),
      ),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(on, queue, once(3), once(3))
      .map(([channel, name, ifUnused, ifEmpty]) =>
        deleteQueue(channel, { queue: name, ifUnused, ifEmpty }),
      ),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(on, exchange, once(3))
      .map(([channel, name, ifUnused]) => deleteExchange(channel, { exchange: name, ifUnused })),
  },
  { weight: 2, arbitrary: fc.tuple(on, queue).map(([c, name]) => purgeQueue(c, { queue: name })) },
  { weight: 1, arbitrary: on.map((channel) => recover(channel)) },
  { weight: 2, arbitrary: on.map((channel) => selectConfirms(channel)) },
  { weight: 1, arbitrary: on.map((channel) => settle(channel, 'basicAck', { pick: UNKNOWN })) },
  { weight: 1, arbitrary: on.map((channel) => selectTx(channel)) },
  { weight: 1, arbitrary: on.map((channel) => commitTx(channel)) },
  { weight: 1, arbitrary: on.map((channel) => rollbackTx(channel)) },
  { weight: 2, arbitrary: on.map((channel): Operation => ({ op: 'closeChannel', on: channel })) },
  {
    weight: 1,
    arbitrary: on.map((channel): Operation => ({ op: 'closeConnection', on: channel })),
  },
)

/** Sequences of operations: first some that make queues and exchanges, then the rest. */
export const sequences: fc.Arbitrary<readonly Operation[]> = fc
  .tuple(
    fc.array(preparation, { minLength: 6, maxLength: 12, size: 'max' }),
    fc.array(work, { minLength: 15, maxLength: 40, size: 'max' }),
  )
  .map(([first, then]) => [...first, ...then])
