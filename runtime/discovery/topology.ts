import type { Exchange } from '../transport/index.js'
import { OWN_EXCHANGE } from '../wire/index.js'

export { passingQueue } from '../wire/index.js'

/** Questions and answers about running instances go through it. */
export const INTROSPECTION_EXCHANGE: Exchange = OWN_EXCHANGE

/** The routing key of questions to all instances. */
export const QUESTION_KEY = 'discover'

/** The routing key of answers to one question. */
export function answerKey(id: string): string {
  return `answer.${id}`
}
