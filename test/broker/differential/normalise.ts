import type { Field, FieldTable } from '../../../runtime/frames/index.js'
import type { Incoming } from './wire-peer.js'

/** What two brokers choose freely, or count for themselves. */
const FREE = new Set(['deliveryTag', 'ticket', 'time'])

/**
 * A method as plain data that two brokers can agree on: without delivery tags and times, with the
 * names that brokers make up replaced, and with the virtual host called `/`.
 */
export function normalise({ method, content }: Incoming, vhost: string): unknown {
  const plain = plainValue(method, vhost) as Record<string, unknown>
  if (content === undefined) return plain
  return {
    ...plain,
    body: content.body,
    properties: plainValue(content.properties, vhost),
  }
}

function plainValue(value: unknown, vhost: string): unknown {
  if (typeof value === 'string') return plainText(value, vhost)
  if (typeof value === 'bigint') return `${value}n`
  if (value instanceof Map) return plainTable(value, vhost)
  if (Array.isArray(value)) return value.map((item) => plainValue(item, vhost))
  if (Buffer.isBuffer(value)) return value.toString('hex')
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !FREE.has(name))
      .map(([name, inner]) => [name, plainValue(inner, vhost)]),
  )
}

/** Fields show their tags: `{ 'x-priority': { I: 5 } }`. */
function plainTable(table: FieldTable, vhost: string): unknown {
  return Object.fromEntries(
    [...table]
      .filter(([name]) => !FREE.has(name))
      .map(([name, field]: [string, Field]) => [name, plainField(field, vhost)]),
  )
}

function plainField({ tag, value }: Field, vhost: string): unknown {
  if (tag === 'A') return { A: value.map((item) => plainField(item, vhost)) }
  return { [tag]: plainValue(value, vhost) }
}

function plainText(text: string, vhost: string): string {
  return text
    .replaceAll(/amq\.(gen|ctag)-[\w-]{22}/g, 'amq.$1')
    .replaceAll(`vhost '${vhost}'`, "vhost '/'")
}
