import type { Logger } from '../log/index.js'
import type { Token } from './token.js'

/** Injects the log of the service. */
export const Log: Token<Logger> = {
  name: 'Log',
  start: ({ log }) => ({ get: () => log }),
}
