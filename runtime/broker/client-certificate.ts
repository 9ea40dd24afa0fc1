import type { Socket } from 'node:net'

/** What is known of a client that was asked for a certificate. */
export interface ClientCertificate {
  /** Its common name, if it has one that an authority vouches for. */
  readonly name: string | undefined
}

/** Takes a client's socket; its certificate is undefined where clients are not asked for one. */
export type OnSocket = (socket: Socket, certificate?: ClientCertificate) => void
