import type { Queue } from './queue.js'
import type { Entry } from './ready-list.js'
import { rewriteProperties, sortedTable } from './rewrite-properties.js'

/**
 * The properties of a message as its queue gives it out: a quorum queue tells how often it came back.
 * @param always Whether it tells that too when it never did: to who asks for a single message.
 */
export function withDeliveryCount(queue: Queue, entry: Entry, always: boolean): Buffer {
  const { message, returns } = entry
  if (queue.settings.type !== 'quorum' || (returns === 0 && !always)) return message.properties
  const headers = new Map(message.headers)
  headers.set('x-delivery-count', { tag: 'l', value: BigInt(returns) })
  return rewriteProperties(message.properties, message.spots, { headers: sortedTable(headers) })
}
