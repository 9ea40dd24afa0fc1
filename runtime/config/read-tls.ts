import { closest } from './closest.js'
import type { TlsSettings } from './config.js'
import { certificateIsVerified } from './nameko-values.js'
import type { SettingsReader, Source } from './settings-reader.js'
import { flag, isMapping, text } from './value-readers.js'

const KEYS = [
  'ca_certs',
  'cert_reqs',
  'certfile',
  'ciphers',
  'keyfile',
  'passphrase',
  'password',
  'server_hostname',
]

/** What Python's `ssl` takes and nobody needs here. */
const WITHOUT_EFFECT: ReadonlyMap<string, string> = new Map([
  ['ssl_version', 'client and broker agree on TLS 1.2 or later'],
  ['do_handshake_on_connect', 'the handshake is always done'],
  ['suppress_ragged_eofs', 'it concerns Python sockets'],
  ['server_side', 'this is a client'],
])

export interface TlsFindings {
  /** Whether TLS is spoken whatever the scheme of an address says. */
  readonly enabled: boolean
  readonly tls: TlsSettings
}

/** `AMQP_SSL`: true, false, or a mapping of what Python's `ssl.wrap_socket` takes. */
export function readTls(reader: SettingsReader, source: Source, warnings: string[]): TlsFindings {
  const enabled = reader.get('AMQP_SSL', (value) => isMapping(value) || flag(value), false)
  if (!enabled) return { enabled, tls: { verify: true } }
  checkKeys(reader, source, warnings)
  const caFile = reader.get('AMQP_SSL.ca_certs', text, undefined)
  const certFile = reader.get('AMQP_SSL.certfile', text, undefined)
  const keyFile = reader.get('AMQP_SSL.keyfile', text, undefined)
  const serverName = reader.get('AMQP_SSL.server_hostname', text, undefined)
  const ciphers = reader.get('AMQP_SSL.ciphers', text, undefined)
  const passphrase =
    reader.get('AMQP_SSL.passphrase', text, undefined) ??
    reader.get('AMQP_SSL.password', text, undefined)
  if (keyFile !== undefined && certFile === undefined) {
    reader.refuse('AMQP_SSL.keyfile', 'is a key without its certificate: write certfile, too')
  }
  const tls = {
    verify: reader.get('AMQP_SSL.cert_reqs', certificateIsVerified, true),
    ...(caFile !== undefined && { caFile }),
    ...(certFile !== undefined && { certFile }),
    ...(keyFile !== undefined && { keyFile }),
    ...(passphrase !== undefined && { passphrase }),
    ...(serverName !== undefined && { serverName }),
    ...(ciphers !== undefined && { ciphers }),
  }
  if (!tls.verify) {
    const insecure = 'the broker is not asked who it is: write ca_certs instead of CERT_NONE'
    warnings.push(`${source.describe(['AMQP_SSL', 'cert_reqs'])}: ${insecure}`)
  }
  return { enabled, tls }
}

/** A key that nobody reads could be one that was to make the connection safe. */
function checkKeys(reader: SettingsReader, source: Source, warnings: string[]): void {
  const { AMQP_SSL } = source.document
  for (const key of isMapping(AMQP_SSL) ? Object.keys(AMQP_SSL) : []) {
    const reason = WITHOUT_EFFECT.get(key)
    if (reason !== undefined) {
      warnings.push(`${source.describe(['AMQP_SSL', key])}: has no effect: ${reason}`)
    } else if (!KEYS.includes(key)) {
      const guess = closest(key, KEYS)
      const advice = guess === undefined ? `known are ${KEYS.join(', ')}` : `did you mean ${guess}?`
      reader.refuse(`AMQP_SSL.${key}`, `is not known: ${advice}`)
    }
  }
}
