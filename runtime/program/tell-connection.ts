import type { TransportEvent } from '../amqp/index.js'

/** Tells what becomes of the connection: successes on stdout, trouble in one line on stderr. */
export function tellConnection(event: TransportEvent): void {
  switch (event.type) {
    case 'connected':
      process.stdout.write(`Connected to ${event.address}\n`)
      break
    case 'disconnected':
      process.stderr.write(`connection to ${event.address} lost: ${event.error.message}\n`)
      break
    case 'retrying':
      process.stderr.write(
        `no connection to ${event.address} (${event.error.message}); next attempt in ${seconds(event.delay)}\n`,
      )
      break
    case 'blocked':
      process.stderr.write(`the broker takes no messages: ${event.reason}\n`)
      break
    case 'unblocked':
      process.stderr.write('the broker takes messages again\n')
  }
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`
}
