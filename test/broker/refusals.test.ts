import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { BasicProperties } from '../../runtime/frames/index.js'
import { RawConnection, type Received } from './raw-connection.js'
import {
  bindQueue,
  type Call,
  consume,
  declareExchange,
  declareQueue,
  deleteExchange,
  deleteQueue,
  get,
  table,
} from './raw-methods.js'
import { brokers, skipping, type TestVhost } from './test-brokers.js'

/** A message published to an exchange that is not `basic.publish` alone. */
interface Publish {
  readonly exchange: string
  readonly routingKey?: string
  readonly properties?: BasicProperties
  readonly immediate?: boolean
}

interface Refusal {
  readonly what: string
  /** Done in order on one channel; the last one is refused. */
  readonly calls: readonly (Call | Publish)[]
  /** `%v` stands for the virtual host. */
  readonly text: string
  readonly code: number
  readonly connection?: boolean
}

const own = { exclusive: true }
const durable = { durable: true }
const locked =
  "RESOURCE_LOCKED - cannot obtain exclusive access to locked queue 'q' in vhost '%v'. It could be " +
  'originally declared on another connection or the exclusive property value does not match that of ' +
  'the original declaration.'

function argument(name: string, value: Parameters<typeof table>[0], reason: string): Refusal {
  return {
    what: `the argument ${name} with ${JSON.stringify(Object.values(value ?? {}))}`,
    calls: [declareQueue('q', own, value)],
    code: 406,
    text: `PRECONDITION_FAILED - invalid arg '${name}' for queue 'q' in vhost '%v': ${reason}`,
  }
}

function different(
  what: string,
  first: Call,
  second: Call,
  property: string,
  difference: string,
): Refusal {
  const kind = first[0] === 'queueDeclare' ? "queue 'q'" : "exchange 'x'"
  return {
    what: `another declaration with ${what}`,
    calls: [first, second],
    code: 406,
    text: `PRECONDITION_FAILED - inequivalent arg '${property}' for ${kind} in vhost '%v': ${difference}`,
  }
}

const missingQueue = "NOT_FOUND - no queue 'nope' in vhost '%v'"
const missingExchange = "NOT_FOUND - no exchange 'nope' in vhost '%v'"
const defaultExchange = 'ACCESS_REFUSED - operation not permitted on the default exchange'
const unknownTag = 'PRECONDITION_FAILED - unknown delivery tag'

const refusals: readonly Refusal[] = [
  // What is not there.
  {
    what: 'a passive declaration of a queue that is not there',
    calls: [declareQueue('nope', { passive: true })],
    code: 404,
    text: missingQueue,
  },
  {
    what: 'a passive declaration of an exchange that is not there',
    calls: [declareExchange('nope', 'direct', { passive: true })],
    code: 404,
    text: missingExchange,
  },
  {
    what: 'binding a queue that is not there',
    calls: [bindQueue('nope', 'amq.direct')],
    code: 404,
    text: missingQueue,
  },
  {
    what: 'binding to an exchange that is not there',
    calls: [declareQueue('q', own), bindQueue('q', 'nope')],
    code: 404,
    text: missingExchange,
  },
  {
    what: 'binding the last queue when there is none',
    calls: [bindQueue('', 'amq.direct')],
    code: 404,
    text: 'NOT_FOUND - no previously declared queue',
  },
  {
    what: 'consuming a queue that is not there',
    calls: [consume('nope')],
    code: 404,
    text: missingQueue,
  },
  {
    what: 'asking a queue that is not there for a message',
    calls: [get('nope')],
    code: 404,
    text: missingQueue,
  },
  {
    what: 'publishing to an exchange that is not there',
    calls: [{ exchange: 'nope' }],
    code: 404,
    text: missingExchange,
  },
  // Names and types.
  {
    what: 'a queue with a reserved name',
    calls: [declareQueue('amq.mine')],
    code: 403,
    text: "ACCESS_REFUSED - queue name 'amq.mine' contains reserved prefix 'amq.*'",
  },
  {
    what: 'an exchange with a reserved name',
    calls: [declareExchange('amq.mine')],
    code: 403,
    text: "ACCESS_REFUSED - exchange name 'amq.mine' contains reserved prefix 'amq.*'",
  },
  {
    what: 'declaring the default exchange',
    calls: [declareExchange('')],
    code: 403,
    text: defaultExchange,
  },
  {
    what: 'binding to the default exchange',
    calls: [declareQueue('q', own), bindQueue('q', '')],
    code: 403,
    text: defaultExchange,
  },
  {
    what: 'deleting the default exchange',
    calls: [deleteExchange('')],
    code: 403,
    text: defaultExchange,
  },
  {
    what: "deleting an exchange of the broker's own",
    calls: [deleteExchange('amq.direct')],
    code: 403,
    text: "ACCESS_REFUSED - deletion of system exchange 'amq.direct' in vhost '%v' not allowed",
  },
  {
    what: 'an exchange of an unknown type',
    calls: [declareExchange('x', 'odd')],
    code: 503,
    text: "COMMAND_INVALID - unknown exchange type 'odd'",
    connection: true,
  },
  // Other declarations.
  different(
    'another durability',
    declareQueue('q', { ...durable, autoDelete: true }),
    declareQueue('q', { autoDelete: true }),
    'durable',
    "received 'false' but current is 'true'",
  ),
  different(
    'another life span',
    declareQueue('q', own),
    declareQueue('q', { ...own, autoDelete: true }),
    'auto_delete',
    "received 'true' but current is 'false'",
  ),
  different(
    'another limit',
    declareQueue('q', own, { 'x-max-length': 5 }),
    declareQueue('q', own, { 'x-max-length': { tag: 'l', value: 6n } }),
    'x-max-length',
    "received '6' but current is '5'",
  ),
  different(
    'no limit',
    declareQueue('q', own, { 'x-message-ttl': 5 }),
    declareQueue('q', own),
    'x-message-ttl',
    "received none but current is the value '5' of type 'signedint'",
  ),
  different(
    'a limit where there was none',
    declareQueue('q', own),
    declareQueue('q', own, { 'x-dead-letter-exchange': 'd' }),
    'x-dead-letter-exchange',
    "received the value 'd' of type 'longstr' but current is none",
  ),
  different(
    'another type of exchange',
    declareExchange('x', 'direct'),
    declareExchange('x', 'fanout'),
    'type',
    "received 'fanout' but current is 'direct'",
  ),
  different(
    'another durability of the exchange',
    declareExchange('x'),
    declareExchange('x', 'direct', durable),
    'durable',
    "received 'true' but current is 'false'",
  ),
  different(
    'another alternate exchange',
    declareExchange('x'),
    declareExchange('x', 'direct', {}, { 'alternate-exchange': 'a' }),
    'alternate-exchange',
    "received the value 'a' of type 'longstr' but current is none",
  ),
  {
    what: 'a declaration that shares what is exclusive',
    calls: [declareQueue('q', own), declareQueue('q')],
    code: 405,
    text: locked,
  },
  // Arguments.
  argument('x-message-ttl', { 'x-message-ttl': -1 }, '{value_negative,-1}'),
  argument('x-message-ttl', { 'x-message-ttl': 'a' }, '"expected integer, got longstr"'),
  argument('x-expires', { 'x-expires': 0 }, '{value_zero,0}'),
  argument('x-max-length', { 'x-max-length': -1 }, '{value_negative,-1}'),
  argument('x-overflow', { 'x-overflow': 'odd' }, 'invalid_overflow'),
  argument('x-overflow', { 'x-overflow': 1 }, '{unacceptable_type,signedint}'),
  argument('x-max-priority', { 'x-max-priority': 256 }, '{max_value_exceeded,256}'),
  argument('x-queue-type', { 'x-queue-type': 'odd' }, `"unsupported queue type 'odd'"`),
  argument(
    'x-single-active-consumer',
    { 'x-single-active-consumer': 'yes' },
    '{unacceptable_type,longstr}',
  ),
  argument('x-queue-mode', { 'x-queue-mode': 'odd' }, `"unsupported queue mode 'odd'"`),
  argument(
    'x-dead-letter-routing-key',
    { 'x-dead-letter-routing-key': 'k' },
    'routing_key_but_no_dlx_defined',
  ),
  {
    what: 'a dead-letter exchange that is no name',
    calls: [declareQueue('q', own, { 'x-dead-letter-exchange': 1 })],
    code: 406,
    text: "PRECONDITION_FAILED - invalid type 'signedint' for arg 'x-dead-letter-exchange' in queue 'q' in vhost '%v'",
  },
  {
    what: 'a delivery limit for a classic queue',
    calls: [declareQueue('q', own, { 'x-delivery-limit': 3 })],
    code: 406,
    text: "PRECONDITION_FAILED - invalid arg 'x-delivery-limit' for queue 'q' in vhost '%v' of queue type rabbit_classic_queue",
  },
  {
    what: 'an exclusive quorum queue',
    calls: [declareQueue('q', { ...durable, ...own }, { 'x-queue-type': 'quorum' })],
    code: 406,
    text: "PRECONDITION_FAILED - invalid property 'exclusive-owner' for queue 'q' in vhost '%v'",
  },
  {
    what: 'a quorum queue that is not durable',
    calls: [declareQueue('q', {}, { 'x-queue-type': 'quorum' })],
    code: 406,
    text: "PRECONDITION_FAILED - invalid property 'non-durable' for queue 'q' in vhost '%v'",
  },
  {
    what: 'a match of headers that is neither all nor any',
    calls: [declareQueue('q', own), bindQueue('q', 'amq.headers', '', { 'x-match': 'odd' })],
    code: 406,
    text: 'PRECONDITION_FAILED - Invalid x-match field value <<"odd">>; expected all, any, all-with-x, or any-with-x',
  },
  // Consumers and deliveries.
  {
    what: 'a consumer tag twice',
    calls: [declareQueue('q', own), consume('q', 't'), consume('q', 't')],
    code: 530,
    text: "NOT_ALLOWED - attempt to reuse consumer tag 't'",
    connection: true,
  },
  {
    what: 'a consumer beside an exclusive one',
    calls: [declareQueue('q', own), consume('q', 'a', { exclusive: true }), consume('q', 'b')],
    code: 403,
    text: "ACCESS_REFUSED - queue 'q' in vhost '%v' in exclusive use",
  },
  {
    what: 'an exclusive consumer beside another',
    calls: [declareQueue('q', own), consume('q', 'a'), consume('q', 'b', { exclusive: true })],
    code: 403,
    text: "ACCESS_REFUSED - queue 'q' in vhost '%v' in exclusive use",
  },
  {
    what: 'acknowledging what was not delivered',
    calls: [['basicAck', { deliveryTag: 5, multiple: false }]],
    code: 406,
    text: `${unknownTag} 5`,
  },
  {
    what: 'rejecting what was not delivered',
    calls: [['basicReject', { deliveryTag: 1, requeue: true }]],
    code: 406,
    text: `${unknownTag} 1`,
  },
  {
    what: 'refusing all up to what was not delivered',
    calls: [['basicNack', { deliveryTag: 2, multiple: true, requeue: true }]],
    code: 406,
    text: `${unknownTag} 2`,
  },
  {
    what: 'a limit of bytes',
    calls: [['basicQos', { prefetchSize: 5, prefetchCount: 0, global: false }]],
    code: 540,
    text: 'NOT_IMPLEMENTED - prefetch_size!=0 (5)',
    connection: true,
  },
  {
    what: 'recovering without requeueing',
    calls: [['basicRecover', { requeue: false }]],
    code: 540,
    text: 'NOT_IMPLEMENTED - requeue=false',
    connection: true,
  },
  // Deletion.
  {
    what: 'deleting a queue that is consumed, if it is not',
    calls: [declareQueue('q', own), consume('q'), deleteQueue('q', { ifUnused: true })],
    code: 406,
    text: "PRECONDITION_FAILED - queue 'q' in vhost '%v' in use",
  },
  {
    what: 'deleting a queue with messages, if it has none',
    calls: [
      declareQueue('q', own),
      { exchange: '', routingKey: 'q' },
      deleteQueue('q', { ifEmpty: true }),
    ],
    code: 406,
    text: "PRECONDITION_FAILED - queue 'q' in vhost '%v' not empty",
  },
  {
    what: 'deleting an exchange that is bound, if it is not',
    calls: [
      declareExchange('x', 'direct', { autoDelete: true }),
      declareQueue('q', own),
      bindQueue('q', 'x'),
      deleteExchange('x', { ifUnused: true }),
    ],
    code: 406,
    text: "PRECONDITION_FAILED - exchange 'x' in vhost '%v' in use",
  },
  // Messages.
  {
    what: 'publishing to an internal exchange',
    calls: [declareExchange('x', 'direct', { internal: true }), { exchange: 'x' }],
    code: 403,
    text: "ACCESS_REFUSED - cannot publish to internal exchange 'x' in vhost '%v'",
  },
  {
    what: "another user's id",
    calls: [{ exchange: '', properties: { userId: 'bob' } }],
    code: 406,
    text: "PRECONDITION_FAILED - user_id property set to 'bob' but authenticated user was 'guest'",
  },
  {
    what: 'an expiration that is no number',
    calls: [{ exchange: '', properties: { expiration: 'soon' } }],
    code: 406,
    text: "PRECONDITION_FAILED - invalid expiration 'soon': no_integer",
  },
  {
    what: 'a negative expiration',
    calls: [{ exchange: '', properties: { expiration: '-1' } }],
    code: 406,
    text: "PRECONDITION_FAILED - invalid expiration '-1': {value_negative,-1}",
  },
  {
    what: 'a fractional expiration',
    calls: [{ exchange: '', properties: { expiration: '1.5' } }],
    code: 406,
    text: `PRECONDITION_FAILED - invalid expiration '1.5': {leftover_string,".5"}`,
  },
  {
    what: 'an unknown delivery mode',
    calls: [{ exchange: '', properties: { deliveryMode: 7 } }],
    code: 406,
    text: 'PRECONDITION_FAILED - invalid message: {delivery_mode_unknown,7}',
  },
  {
    what: 'copies that are no list',
    calls: [{ exchange: '', properties: { headers: table({ CC: 'k' }) } }],
    code: 406,
    text: 'PRECONDITION_FAILED - invalid message: {unacceptable_type_in_header,"CC",longstr}',
  },
  {
    what: 'asking for immediate delivery',
    calls: [{ exchange: '', immediate: true }],
    code: 540,
    text: 'NOT_IMPLEMENTED - immediate=true',
    connection: true,
  },
  // Replies without a queue.
  {
    what: 'asking for a reply without a consumer for it',
    calls: [{ exchange: '', properties: { replyTo: 'amq.rabbitmq.reply-to' } }],
    code: 406,
    text: 'PRECONDITION_FAILED - fast reply consumer does not exist',
  },
  {
    what: 'a consumer of replies that acknowledges',
    calls: [consume('amq.rabbitmq.reply-to')],
    code: 406,
    text: 'PRECONDITION_FAILED - reply consumer cannot acknowledge',
  },
  {
    what: 'a second consumer of replies',
    calls: [
      consume('amq.rabbitmq.reply-to', '', { noAck: true }),
      consume('amq.rabbitmq.reply-to', '', { noAck: true }),
    ],
    code: 406,
    text: 'PRECONDITION_FAILED - reply consumer already set',
  },
  // Modes.
  {
    what: 'transactions on a channel with confirms',
    calls: [
      ['confirmSelect', { nowait: false }],
      ['txSelect', {}],
    ],
    code: 406,
    text: 'PRECONDITION_FAILED - cannot switch from confirm to tx mode',
  },
  {
    what: 'confirms on a channel with transactions',
    calls: [
      ['txSelect', {}],
      ['confirmSelect', { nowait: false }],
    ],
    code: 406,
    text: 'PRECONDITION_FAILED - cannot switch from tx to confirm mode',
  },
  {
    what: 'a commit without a transaction',
    calls: [['txCommit', {}]],
    code: 406,
    text: 'PRECONDITION_FAILED - channel is not transactional',
  },
  {
    what: 'stopping the flow',
    calls: [['channelFlow', { active: false }]],
    code: 540,
    text: 'NOT_IMPLEMENTED - active=false',
    connection: true,
  },
  {
    what: 'opening a channel twice',
    calls: [['channelOpen', { outOfBand: '' }]],
    code: 504,
    text: "CHANNEL_ERROR - second 'channel.open' seen",
    connection: true,
  },
  {
    what: 'a method that only brokers send',
    calls: [['queuePurgeOk', { messageCount: 0 }]],
    code: 503,
    text: 'COMMAND_INVALID - unimplemented method',
    connection: true,
  },
]

for (const broker of brokers) {
  describe(`what is refused, on ${broker.name}`, skipping(broker), () => {
    let vhost: TestVhost
    before(async () => {
      vhost = await broker.open()
    })
    after(() => vhost.close())

    for (const { what, calls, code, text, connection = false } of refusals) {
      it(what, async () => {
        await using raw = await RawConnection.open(vhost.port, { vhost: vhost.vhost })
        await raw.channel(1)
        for (const call of calls) perform(raw, call)
        const closed = await closing(raw)
        assert.equal(closed.name, connection ? 'connectionClose' : 'channelClose')
        assert.equal(closed.replyText, short(text.replaceAll('%v', vhost.vhost)))
        assert.equal(closed.replyCode, code)
        if (connection) return
        // What was left of durable things goes with another channel.
        await raw.channel(2)
        raw.perform(2, deleteQueue('q'))
        raw.perform(2, deleteExchange('x'))
        await until(raw, 'exchangeDeleteOk')
      })
    }
  })
}

function perform(raw: RawConnection, call: Call | Publish): void {
  if (isCall(call)) {
    raw.perform(1, call)
    return
  }
  const { exchange, routingKey = 'q', properties = {}, immediate = false } = call
  raw.send(1, 'basicPublish', { ticket: 0, exchange, routingKey, mandatory: false, immediate })
  raw.content(1, properties, Buffer.from('x'))
}

function isCall(call: Call | Publish): call is Call {
  return Array.isArray(call)
}

async function closing(raw: RawConnection) {
  for (;;) {
    const received = await raw.next()
    const method = methodOf(received)
    if (method?.name === 'channelClose' || method?.name === 'connectionClose') return method
  }
}

async function until(raw: RawConnection, name: string): Promise<void> {
  while (methodOf(await raw.next())?.name !== name);
}

function methodOf(received: Received) {
  return 'method' in received ? received.method : undefined
}

/** A text as it fits into a short string. */
function short(text: string): string {
  return text.length <= 255 ? text : `${text.slice(0, 252)}...`
}
