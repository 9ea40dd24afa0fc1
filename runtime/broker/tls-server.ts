import type { Server, Socket } from 'node:net'
import { createServer, type TLSSocket } from 'node:tls'
import type { BrokerCore } from './broker-core.js'
import type { BrokerTls } from './broker-options.js'
import type { ClientCertificate, OnSocket } from './client-certificate.js'

/**
 * A server for clients that speak TLS.
 * @throws {Error} when the broker's certificate and key are of no use.
 */
export function createTlsServer(
  { cert, key, ca, requireCertificate = false }: BrokerTls,
  { limits, log }: Pick<BrokerCore, 'limits' | 'log'>,
  onSocket: OnSocket,
): Server {
  const options = {
    cert,
    key,
    ...(ca !== undefined && { ca }),
    requestCert: ca !== undefined,
    rejectUnauthorized: requireCertificate,
    handshakeTimeout: limits.handshakeTimeout,
    minVersion: 'TLSv1.2' as const,
  }
  const server = createServer(options, (socket) => {
    onSocket(socket, ca === undefined ? undefined : certificateOf(socket))
  })
  server.on('tlsClientError', (error, socket) => {
    log.warn(`embedded broker: no TLS with ${socket.remoteAddress ?? 'a client'}: ${error.message}`)
    socket.destroy()
  })
  endHandshakesOnClose(server)
  return server
}

function certificateOf(socket: TLSSocket): ClientCertificate {
  const name: unknown = socket.authorized ? socket.getPeerCertificate().subject?.CN : undefined
  // Several common names would be a list, of which none is the user.
  return { name: typeof name === 'string' ? name : undefined }
}

/** A server closes when all sockets have ended, also those that nobody has been told of yet. */
function endHandshakesOnClose(server: Server): void {
  const handshakes = new Map<string, Socket>()
  const peerOf = ({ remoteAddress, remotePort }: Socket) => `${remoteAddress}:${remotePort}`
  server.on('connection', (socket: Socket) => {
    const peer = peerOf(socket)
    handshakes.set(peer, socket)
    socket.once('close', () => handshakes.delete(peer))
  })
  server.on('secureConnection', (socket: Socket) => handshakes.delete(peerOf(socket)))
  const close = server.close.bind(server)
  server.close = (callback) => {
    for (const socket of handshakes.values()) socket.destroy()
    return close(callback)
  }
}
