import {
  bindExchange,
  bindQueue,
  declareExchange,
  declareQueue,
  deleteExchange,
  get,
  publish,
  table,
} from '../operations.js'
import type { Scenario } from './scenario.js'

const BAD_HEADERS_MATCH = table({ 'x-match': 'some' })

/** Where messages go. */
export const routing: readonly Scenario[] = [
  {
    name: 'hand on to alternate exchanges',
    operations: [
      declareExchange('a1', { arguments: table({ 'alternate-exchange': 'e2' }) }),
      declareExchange('a1', {
        exchange: 'e2',
        type: 'fanout',
        arguments: table({ 'alternate-exchange': 'e1' }),
      }),
      declareQueue('a1'),
      publish('a1', 'x', { exchange: 'e1', mandatory: true }),
      bindQueue('a1', { exchange: 'e2' }),
      publish('a1', 'x', { exchange: 'e1', mandatory: true }),
      get('a1'),
      deleteExchange('a1', { exchange: 'e2' }),
      publish('a1', 'x', { exchange: 'e1', mandatory: true }),
    ],
  },
  {
    name: 'route once to each queue through circles of exchanges',
    operations: [
      declareExchange('a1', { type: 'fanout' }),
      declareExchange('a1', { exchange: 'e2', type: 'topic' }),
      declareExchange('a1', { exchange: 'e3', type: 'direct', internal: true }),
      declareQueue('a1'),
      bindExchange('a1', { source: 'e1', destination: 'e2', routingKey: '' }),
      bindExchange('a1', { source: 'e2', destination: 'e1', routingKey: '#' }),
      bindExchange('a1', { source: 'e2', destination: 'e3', routingKey: 'a.*' }),
      bindQueue('a1', { exchange: 'e1' }),
      bindQueue('a1', { exchange: 'e2', routingKey: 'a.#' }),
      bindQueue('a1', { exchange: 'e3', routingKey: 'a.b' }),
      publish('a1', 'a.b', { exchange: 'e1' }),
      publish('a1', 'a.b', { exchange: 'e2' }),
      publish('a1', 'a.b', { exchange: 'e3' }),
      get('a1'),
    ],
  },
  {
    name: 'match headers all and any, by presence and by value',
    operations: [
      declareExchange('a1', { type: 'headers' }),
      ...['q1', 'q2', 'q3', 'q4'].map((queue) => declareQueue('a1', { queue })),
      bindQueue('a1', { queue: 'q1', arguments: table({ 'x-match': 'all', a: 1, b: 'x' }) }),
      bindQueue('a1', { queue: 'q2', arguments: table({ 'x-match': 'any', a: 1, b: 'x' }) }),
      bindQueue('a1', {
        queue: 'q3',
        arguments: table({ a: { tag: 'V', value: null }, 'x-ignored': 'here' }),
      }),
      bindQueue('a1', { queue: 'q4' }),
      ...[
        {},
        { a: 1 },
        { a: 1, b: 'x' },
        { a: { tag: 'l', value: 1n } as const },
        { a: { tag: 'd', value: 1 } as const },
        { a: '1', b: 'y' },
        { b: 'x', c: 2 },
      ].map((headers) =>
        publish('a1', '', {
          exchange: 'e1',
          mandatory: true,
          properties: { headers: table(headers) },
        }),
      ),
      publish('a1', '', { exchange: 'e1', mandatory: true }),
      bindQueue('a1', { arguments: BAD_HEADERS_MATCH }),
      bindQueue('a1', { arguments: table({ 'x-match': 1 }) }),
      bindQueue('a1', { arguments: table({ 'x-match': 'all-with-x', 'x-a': 1 }) }),
      bindQueue('a1', { arguments: table({ 'x-match': 'any-with-x', 'x-b': 1 }) }),
      publish('a1', '', { exchange: 'e1', properties: { headers: table({ 'x-a': 1 }) } }),
      publish('a1', '', { exchange: 'e1', properties: { headers: table({ 'x-b': 1 }) } }),
    ],
  },
  {
    name: 'send copies by the headers CC and BCC',
    operations: [
      ...['q1', 'q2', 'q3'].map((queue) => declareQueue('a1', { queue })),
      publish('a1', 'q1', {
        properties: {
          headers: new Map([
            ['CC', { tag: 'A', value: [{ tag: 'S', value: 'q2' }] }],
            ['BCC', { tag: 'A', value: [{ tag: 'S', value: 'q3' }] }],
          ]),
        },
      }),
      ...['q1', 'q2', 'q3'].map((queue) => get('a1', { queue, noAck: true })),
      publish('a1', 'q1', { properties: { headers: table({ CC: 'q2' }) } }),
    ],
  },
]
