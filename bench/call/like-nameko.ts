import type { Options } from 'amqplib'

/**
 * The properties that Nameko's peers send with each message, for the benchmark that is to have the
 * same on the wire: above all they are persistent, which costs RabbitMQ more than anything else.
 */
export function likeNameko(headers: object): Options.Publish {
  if (process.env.LIKE_NAMEKO === undefined) return {}
  return { contentEncoding: 'utf-8', headers, deliveryMode: 2, priority: 0 }
}
