import { measureLoad } from '../support/load.js'

/** What a client process is told to do. */
export interface Round {
  readonly total: number
  readonly inFlight: number
}

/** Lets the parent process order rounds of calls, until it says `stop`. */
export function answerRounds(call: () => Promise<unknown>, close: () => Promise<unknown>): void {
  process.on('message', async (order: Round | 'stop') => {
    if (order === 'stop') {
      await close()
      process.disconnect()
      return
    }
    process.send?.(await measureLoad(call, order.total, order.inFlight))
  })
  process.send?.('ready')
}
