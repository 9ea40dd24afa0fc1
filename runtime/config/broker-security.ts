import type { BrokerAddress } from '../transport/index.js'
import type { LoginMethod } from './config.js'

export interface SecurityRules {
  /** Whether what is not encrypted is refused, or only warned of. */
  readonly requireTls: boolean
  readonly loginMethod: LoginMethod
}

export interface SecurityFindings {
  readonly problems: readonly string[]
  readonly warnings: readonly string[]
}

/**
 * What is unsafe about connecting to a broker on another machine: the user `guest`, whose password
 * everybody knows, and a connection that is not encrypted. On this machine both are fine.
 */
export function checkBrokerSecurity(
  brokers: readonly BrokerAddress[],
  { requireTls, loginMethod }: SecurityRules,
): SecurityFindings {
  const remote = brokers.filter(({ host }) => !isLoopback(host))
  const guests = remote.filter(({ username }) => username === 'guest' && loginMethod !== 'EXTERNAL')
  const plain = remote.filter(({ protocol }) => protocol === 'amqp')
  const tls = (line: string) => (requireTls ? `AMQP_REQUIRE_TLS is true, but ${line}` : line)
  const unencrypted = plain.map((address) =>
    tls(
      `the connection to ${address.host} is not encrypted: write the line ${exampleFor(address)}`,
    ),
  )
  return {
    problems: [
      ...guests.map(
        (address) =>
          `the user guest is for a broker on this machine, not for ${address.host}: make a user and write the line ${exampleFor(address)}`,
      ),
      ...(requireTls ? unencrypted : []),
    ],
    warnings: requireTls ? [] : unencrypted,
  }
}

/** Whether a connection to the host stays within this machine. */
export function isLoopback(host: string): boolean {
  return (
    /^(.+\.)?localhost\.?$/i.test(host) ||
    /^(::ffff:)?127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/i.test(host) ||
    /^(0{1,4}:){7}0{0,3}1$|^::1$/.test(host)
  )
}

function exampleFor({ host, vhost }: BrokerAddress): string {
  const name = host.includes(':') ? `[${host}]` : host
  const path = vhost === '/' ? '' : `/${encodeURIComponent(vhost)}`
  return `AMQP_URI: 'amqps://USER:PASSWORD@${name}${path}'`
}
