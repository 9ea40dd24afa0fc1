import { ConfigError } from '../errors/index.js'
import type { BrokerAddress } from '../transport/index.js'

const PROTOCOLS: ReadonlyMap<string, BrokerAddress['protocol']> = new Map([
  ['amqp', 'amqp'],
  ['pyamqp', 'amqp'],
  ['amqps', 'amqps'],
])

const PORTS = { amqp: 5672, amqps: 5671 } as const

export interface AmqpUriOptions {
  /** Speak TLS whatever the scheme says, as Nameko does with `AMQP_SSL`. @default false */
  readonly tls?: boolean
}

/**
 * Reads the addresses of a cluster's brokers, as kombu does: `pyamqp://user:password@host:port/vhost`,
 * several of them separated by `;`. Parts are percent-decoded. What is left out is `guest`, `guest`,
 * `localhost`, 5672 (5671 with TLS) and the virtual host `/`.
 *
 * @throws {ConfigError} naming the part that is wrong, never what it holds: it could be a password.
 */
export function parseAmqpUris(text: string, options: AmqpUriOptions = {}): BrokerAddress[] {
  const uris = text.split(';').map((uri) => uri.trim())
  const given = uris.filter((uri) => uri !== '')
  if (given.length === 0) throw new ConfigError("is empty: write 'amqp://user:password@host'")
  return given.map((uri, index) => {
    try {
      return parseAmqpUri(uri, options)
    } catch (error) {
      if (given.length === 1 || !(error instanceof ConfigError)) throw error
      throw new ConfigError(`address ${index + 1} of ${given.length}: ${error.message}`)
    }
  })
}

/**
 * Reads the address of one broker.
 * @throws {ConfigError} as {@link parseAmqpUris} does.
 */
export function parseAmqpUri(uri: string, options: AmqpUriOptions = {}): BrokerAddress {
  const [, scheme, rest] = /^([a-z][a-z0-9+.-]*):\/\/(.*)$/is.exec(uri) ?? []
  const protocol = PROTOCOLS.get(scheme?.toLowerCase() ?? '')
  if (rest === undefined || protocol === undefined) {
    const found = scheme === undefined ? '' : `, not ${scheme}://`
    throw new ConfigError(`an address begins with amqp:// or amqps://${found}`)
  }
  const end = rest.search(/[/?#]/)
  const authority = end === -1 ? rest : rest.slice(0, end)
  const tail = end === -1 ? '' : rest.slice(end)
  const at = authority.lastIndexOf('@')
  // Such as `user:pa/ss@host`, where the authority seems to end within the password.
  if (at === -1 && tail.includes('@') && !/^(\[[^\]]*\]|[^:]*)(:\d*)?$/.test(authority)) {
    throw new ConfigError(`the user or the password holds a / ? or #: ${ENCODE}`)
  }
  const secured = options.tls === true ? 'amqps' : protocol
  return {
    protocol: secured,
    ...readHost(authority.slice(at + 1), PORTS[secured]),
    ...readUser(at === -1 ? '' : authority.slice(0, at)),
    vhost: readVirtualHost(tail),
  }
}

const ENCODE = 'write it percent-encoded, as %2F for /, %3F for ?, %23 for #, %40 for @'

function readUser(text: string): { readonly username: string; readonly password: string } {
  const colon = text.indexOf(':')
  const username = decode(colon === -1 ? text : text.slice(0, colon), 'the user')
  const password = decode(colon === -1 ? '' : text.slice(colon + 1), 'the password')
  return { username: username || 'guest', password: password || 'guest' }
}

function readHost(
  text: string,
  defaultPort: number,
): { readonly host: string; readonly port: number } {
  const match = /^(?:\[([0-9a-f:.]+(?:%[^\]]+)?)\]|([^:[\]\s%]*))(?::([^:]*))?$/is.exec(text)
  if (match === null) {
    const colons = text.split(':').length - 1
    const advice = colons > 1 ? ': write an IPv6 address in brackets' : ''
    throw new ConfigError(`the host is not a name or an IP address${advice}`)
  }
  const [, ipv6, name, port = ''] = match
  const number = port === '' ? defaultPort : Number(port)
  if (!/^\d*$/.test(port) || number < 1 || number > 65_535) {
    throw new ConfigError('the port is not a number from 1 to 65535')
  }
  return { host: ipv6 ?? (name || 'localhost'), port: number }
}

function readVirtualHost(tail: string): string {
  if (/[?#]/.test(tail)) {
    throw new ConfigError(
      'parameters after ? or # are not read: write them as keys, such as HEARTBEAT: 30; in the name of a virtual host, write %3F or %23',
    )
  }
  return decode(tail.slice(1), 'the virtual host') || '/'
}

function decode(text: string, part: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    throw new ConfigError(`${part} holds a % that begins no percent-encoding: write %25 for it`)
  }
}
