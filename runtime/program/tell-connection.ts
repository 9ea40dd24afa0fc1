import type { TransportEvent } from '../amqp/index.js'
import type { Logger } from '../log/index.js'

/** Tells what becomes of the connection: successes on standard output, trouble in the log. */
export function tellConnection(log: Logger): (event: TransportEvent) => void {
  return (event) => {
    switch (event.type) {
      case 'connected':
        process.stdout.write(`Connected to ${event.address}\n`)
        break
      case 'disconnected':
        log.warn(`connection to ${event.address} lost: ${event.error.message}`)
        break
      case 'retrying': {
        const { address, error, delay } = event
        const pause = `${(delay / 1000).toFixed(1)} s`
        log.warn(`no connection to ${address} (${error.message}); next attempt in ${pause}`)
        break
      }
      case 'blocked':
        log.warn(`the broker takes no messages: ${event.reason}`)
        break
      case 'unblocked':
        log.info('the broker takes messages again')
    }
  }
}
