import { type Logger, withFields } from '../log/index.js'
import type { Token } from './token.js'

/** Injects the log of the service; each message tells its service, its method and its call's id. */
export const Log: Token<Logger> = {
  name: 'Log',
  start: ({ log }) => ({
    get: (context) =>
      withFields(log, () => {
        const { service, method, callId } = context
        return { service, method, callId }
      }),
  }),
}
