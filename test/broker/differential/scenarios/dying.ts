import {
  bindQueue,
  consume,
  declareExchange,
  declareQueue,
  get,
  publish,
  qos,
  selectConfirms,
  settle,
  table,
} from '../operations.js'
import { many, publishMany, type Scenario } from './scenario.js'

/** What becomes of messages that nobody takes. */
export const dying: readonly Scenario[] = [
  {
    name: 'dead-letter what is rejected, with its history',
    operations: [
      declareExchange('a1', { type: 'fanout' }),
      declareQueue('a1', { arguments: table({ 'x-dead-letter-exchange': 'e1' }) }),
      declareQueue('a1', {
        queue: 'q2',
        arguments: table({ 'x-dead-letter-exchange': '', 'x-dead-letter-routing-key': 'q1' }),
      }),
      bindQueue('a1', { queue: 'q2' }),
      publish('a1', 'q1', { properties: { expiration: '600000', headers: table({ own: 1 }) } }),
      get('a1'),
      settle('a1', 'basicReject'),
      get('a1', { queue: 'q2' }),
      settle('a1', 'basicNack'),
      get('a1'),
      settle('a1', 'basicReject', { requeue: true }),
      get('a1'),
      settle('a1', 'basicReject'),
      get('a1', { queue: 'q2' }),
    ],
  },
  {
    name: 'dead-letter what is in the way of more, or has had its time',
    operations: [
      declareQueue('a1', { queue: 'q4' }),
      declareQueue('a1', {
        arguments: table({
          'x-max-length': 2,
          'x-dead-letter-exchange': '',
          'x-dead-letter-routing-key': 'q4',
        }),
      }),
      ...publishMany('a1', 'q1', 4),
      get('a1'),
      ...publishMany('a1', 'q1', 2),
      settle('a1', 'basicReject', { requeue: true }),
      declareQueue('a1', {
        queue: 'q2',
        arguments: table({
          'x-message-ttl': 0,
          'x-dead-letter-exchange': '',
          'x-dead-letter-routing-key': 'q4',
        }),
      }),
      publish('a1', 'q2'),
      consume('b1', { queue: 'q2' }),
      publish('a1', 'q2'),
      settle('b1', 'basicReject', { requeue: true }),
      ...many(7, get('a1', { queue: 'q4', noAck: true })),
    ],
  },
  {
    name: 'count no message that expired behind the one that is got',
    operations: [
      declareQueue('a1'),
      publish('a1', 'q1'),
      publish('a1', 'q1', { properties: { expiration: '0' } }),
      get('a1'),
      settle('a1', 'basicReject', { requeue: true }),
      publish('a1', 'q1', { properties: { expiration: '0' } }),
      consume('a1', { noAck: true }),
    ],
  },
  {
    name: 'drop messages that go round in a circle by themselves',
    operations: [
      declareQueue('a1', {
        arguments: table({
          'x-message-ttl': 0,
          'x-dead-letter-exchange': '',
          'x-dead-letter-routing-key': 'q2',
        }),
      }),
      declareQueue('a1', {
        queue: 'q2',
        arguments: table({
          'x-message-ttl': 0,
          'x-dead-letter-exchange': '',
          'x-dead-letter-routing-key': 'q1',
        }),
      }),
      publish('a1', 'q1'),
      publish('a1', 'q2', { mandatory: true }),
    ],
  },
  {
    name: 'count what comes back to a quorum queue, up to its limit',
    operations: [
      declareQueue('a1', { queue: 'q4' }),
      selectConfirms('a1'),
      declareQueue('a1', {
        arguments: table({
          'x-queue-type': 'quorum',
          'x-delivery-limit': 2,
          'x-dead-letter-exchange': '',
          'x-dead-letter-routing-key': 'q4',
        }),
      }),
      publish('a1', 'q1', { properties: { headers: table({ own: 1 }) } }),
      qos('a1'),
      // Not `get`: RabbitMQ counts that as a consumer of a quorum queue.
      consume('a1'),
      ...many(3, settle('a1', 'basicReject', { requeue: true })),
      get('a1', { queue: 'q4' }),
      declareQueue('a1', {
        queue: 'q2',
        arguments: table({ 'x-queue-type': 'quorum' }),
        durable: false,
      }),
      declareQueue('a1', {
        queue: 'q2',
        arguments: table({ 'x-queue-type': 'quorum' }),
        exclusive: true,
      }),
      declareQueue('a1', {
        queue: 'q2',
        arguments: table({ 'x-queue-type': 'quorum', 'x-max-priority': 3 }),
      }),
      declareQueue('a1', { queue: 'q2', arguments: table({ 'x-delivery-limit': 3 }) }),
    ],
  },
  {
    name: 'refuse publishes to a full queue that says so',
    operations: [
      selectConfirms('a1'),
      declareQueue('a1', { queue: 'q4' }),
      declareQueue('a1', {
        arguments: table({ 'x-max-length': 1, 'x-overflow': 'reject-publish' }),
      }),
      declareQueue('a1', {
        queue: 'q2',
        arguments: table({
          'x-max-length': 1,
          'x-overflow': 'reject-publish-dlx',
          'x-dead-letter-exchange': '',
          'x-dead-letter-routing-key': 'q4',
        }),
      }),
      ...publishMany('a1', 'q1', 3),
      ...publishMany('a1', 'q2', 3),
      get('a1', { noAck: true }),
      publish('a1', 'q1'),
      ...many(3, get('a1', { queue: 'q4', noAck: true })),
    ],
  },
  {
    name: 'deliver messages of a higher priority first',
    operations: [
      declareQueue('a1', { arguments: table({ 'x-max-priority': 3, 'x-max-length': 4 }) }),
      ...[0, 3, 9, undefined, 1, 2, 1].map((priority) =>
        publish('a1', 'q1', { properties: priority === undefined ? {} : { priority } }),
      ),
      ...many(2, get('a1')),
      settle('a1', 'basicReject', { pick: 0, requeue: true }),
      ...many(4, get('a1', { noAck: true })),
    ],
  },
]
