import type { ConnectionOptions } from 'node:tls'
import type { TlsSecrets } from '../transport/index.js'

/** TLS as Node's sockets are told to do it. */
export function tlsOptions({
  verify,
  serverName: servername,
  ...secrets
}: TlsSecrets): Omit<ConnectionOptions, 'timeout'> {
  return {
    ...secrets,
    rejectUnauthorized: verify,
    minVersion: 'TLSv1.2',
    ...(servername !== undefined && { servername }),
  }
}
