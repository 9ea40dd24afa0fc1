import type { Socket } from 'node:net'

/**
 * Breaks a connection without a goodbye, unless the goodbye is under way: Node cannot reset such
 * a socket. It fails with EINVAL, the socket is never closed, and the process spins at its end.
 */
export function breakOff(socket: Socket): void {
  if (socket.writableEnded) socket.destroy()
  else socket.resetAndDestroy()
}
