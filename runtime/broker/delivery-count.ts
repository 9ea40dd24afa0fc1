import { withHeaders } from './dead-letter.js'
import type { Queue } from './queue.js'
import type { Entry } from './ready-list.js'

/** The properties of a message as its queue delivers them: a quorum queue tells how often it came back. */
export function withDeliveryCount(queue: Queue, { message, returns }: Entry): Buffer {
  if (queue.settings.type !== 'quorum') return message.properties
  const headers = new Map(message.decoded.headers)
  headers.set('x-delivery-count', { tag: 'l', value: BigInt(returns) })
  return withHeaders(message.decoded, headers)
}
