import type { Field, FieldTable } from '../frames/index.js'
import type { Message } from './message.js'
import type { Queue } from './queue.js'
import { sortedTable } from './rewrite-properties.js'

/** Why a message left a queue. */
export type DeathReason = 'rejected' | 'expired' | 'maxlen' | 'delivery_limit'

const FIRST_DEATH = 'x-first-death-reason'

/**
 * The message as it goes to the dead-letter exchange: its history in `x-death`, most recent first.
 */
export function makeDeadLetter(
  message: Message,
  queue: Queue,
  reason: DeathReason,
  now: number,
): Message {
  const { deadLetterExchange = '', deadLetterRoutingKey } = queue.settings
  const { headers } = message
  const deaths = readDeaths(headers)
  const routingKey = deadLetterRoutingKey ?? message.routingKey
  const own = deaths.findIndex(
    (death) => textOf(death, 'queue') === queue.name && textOf(death, 'reason') === reason,
  )
  const latest = own < 0 ? firstDeath(message, queue.name, reason, now) : countedAgain(deaths[own]!)
  const history = [latest, ...deaths.filter((_, index) => index !== own)]
  const kept = new Map(headers)
  if (deadLetterRoutingKey !== undefined) kept.delete('CC')
  kept.delete('BCC')
  kept.set('x-death', {
    tag: 'A',
    value: history.map((death) => ({ tag: 'F', value: death })),
  })
  if (!headers.has(FIRST_DEATH)) {
    kept.set(FIRST_DEATH, text(reason))
    kept.set('x-first-death-queue', text(queue.name))
    kept.set('x-first-death-exchange', text(message.exchange))
  }
  return message.readdressed(
    { exchange: deadLetterExchange, routingKey },
    { headers: sortedTable(kept), withoutExpiration: true },
  )
}

/** Whether a message that died here has come back by itself: nobody rejected it on the way. */
export function isCircle(message: Message, target: Queue, reason: DeathReason): boolean {
  if (reason === 'rejected') return false
  const deaths = readDeaths(message.headers)
  const last = deaths.findIndex((death) => textOf(death, 'queue') === target.name)
  if (last < 0) return false
  return deaths.slice(0, last + 1).every((death) => textOf(death, 'reason') !== 'rejected')
}

function firstDeath(message: Message, queue: string, reason: DeathReason, now: number): FieldTable {
  const keys = [message.routingKey]
  const copies = message.headers.get('CC')
  if (copies?.tag === 'A') {
    for (const key of copies.value) if (key.tag === 'S') keys.push(key.value)
  }
  const death = new Map<string, Field>([
    ['count', { tag: 'l', value: 1n }],
    ['reason', text(reason)],
    ['queue', text(queue)],
    ['time', { tag: 'T', value: BigInt(Math.floor(now / 1000)) }],
    ['exchange', text(message.exchange)],
    ['routing-keys', { tag: 'A', value: keys.map(text) }],
  ])
  const { expiration } = message
  if (expiration !== undefined) death.set('original-expiration', text(expiration))
  return death
}

function countedAgain(death: FieldTable): FieldTable {
  const count = death.get('count')
  const before = count?.tag === 'l' ? count.value : 0n
  return sortedTable(new Map([...death, ['count', { tag: 'l', value: before + 1n }]]))
}

function readDeaths(headers: FieldTable): readonly FieldTable[] {
  const field = headers.get('x-death')
  if (field?.tag !== 'A') return []
  return field.value.flatMap((death) => (death.tag === 'F' ? [death.value] : []))
}

function textOf(table: FieldTable, name: string): string | undefined {
  const field = table.get(name)
  return field?.tag === 'S' ? field.value : undefined
}

function text(value: string): Field {
  return { tag: 'S', value }
}
