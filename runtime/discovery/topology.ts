import type { Exchange, Queue } from '../transport/index.js'

/**
 * Questions and answers about running instances go through an exchange of Mycelia's own: no queue
 * that a Python peer may share ever sees one.
 */
export const INTROSPECTION_EXCHANGE: Exchange = { name: 'mycelia', type: 'topic' }

/** The routing key of questions to all instances. */
export const QUESTION_KEY = 'discover'

/** The routing key of answers to one question. */
export function answerKey(id: string): string {
  return `answer.${id}`
}

/**
 * A queue for as long as the connection lasts. The broker names it, anew on each connection: under
 * a name of its own it would be locked until the broker has noticed that the last one is gone.
 */
export function passingQueue(routingKey: string): Queue {
  return {
    name: '',
    durable: false,
    exclusive: true,
    autoDelete: true,
    bindings: [{ exchange: INTROSPECTION_EXCHANGE.name, routingKey }],
  }
}
