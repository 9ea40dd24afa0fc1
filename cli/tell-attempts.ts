import type { TransportEvent } from 'mycelia'

/**
 * Tells on stderr what becomes of the connection of a caller. That no broker answers at first is
 * told once: it tries for some seconds, and then fails with all that there is to say.
 */
export function tellAttempts(): (event: TransportEvent) => void {
  let isConnected = false
  let isTold = false
  return (event) => {
    const tell = (text: string) => void process.stderr.write(`${text}\n`)
    switch (event.type) {
      case 'connected':
        if (isConnected || isTold) tell(`connected to ${event.address}`)
        isConnected = true
        isTold = false
        break
      case 'disconnected':
        tell(`lost the connection to ${event.address}: ${event.error.message}`)
        break
      case 'retrying':
        if (isTold) break
        isTold = true
        tell(`no connection to ${event.address} (${event.error.message}); trying again`)
        break
      case 'blocked':
        tell(`the broker takes no messages: ${event.reason}`)
        break
      case 'unblocked':
        tell('the broker takes messages again')
    }
  }
}
