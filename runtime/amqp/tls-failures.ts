import type { BrokerAddress } from '../transport/index.js'

/** Why TLS with a broker will never do as it is configured, and what to change; undefined for other failures. */
export function whyNoTls(error: Error, { protocol, host }: BrokerAddress): string | undefined {
  if (protocol === 'amqp') return undefined
  const { message, code = '' } = error as NodeJS.ErrnoException
  if (code === 'CERT_HAS_EXPIRED') return 'has a certificate that has expired: renew it there'
  if (code === 'CERT_NOT_YET_VALID') {
    return 'has a certificate that is not valid yet: check the clocks here and there'
  }
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    return `has a certificate for another name than ${host}: connect by a name that it carries, or write it as AMQP_SSL.server_hostname (${message})`
  }
  if (UNTRUSTED.test(code)) {
    return `has a certificate that is not trusted: name its authority's PEM file as AMQP_SSL.ca_certs (${message})`
  }
  if (code === 'ERR_SSL_WRONG_VERSION_NUMBER' || code === 'ERR_SSL_PACKET_LENGTH_TOO_LONG') {
    return 'does not speak TLS at this port: write the port of its TLS listener (usually 5671), or amqp:// without AMQP_SSL'
  }
  if (CLIENT_REFUSED.test(code)) {
    return `refused the client's certificate: name one that it trusts as AMQP_SSL.certfile, and its keyfile (${code})`
  }
  if (NO_COMMON_GROUND.test(code)) return `shares no version or cipher of TLS with us (${code})`
  return undefined
}

/** OpenSSL's and Node's names for a chain that does not end at a known authority. */
const UNTRUSTED = /^(CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|INVALID_CA|ERR_TLS_CERT)/

/** What brokers answer to a certificate that is missing, unknown, expired or revoked. */
const CLIENT_REFUSED =
  /^ERR_SSL_.*ALERT_(CERTIFICATE_|BAD_CERTIFICATE|UNSUPPORTED_CERTIFICATE|UNKNOWN_CA|HANDSHAKE_FAILURE|ACCESS_DENIED)/

const NO_COMMON_GROUND =
  /^ERR_SSL_(.*ALERT_PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL|NO_CIPHERS|NO_PROTOCOLS)/
