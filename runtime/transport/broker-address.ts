/** Where a broker is and who connects to it: an AMQP URI, taken apart and decoded. */
export interface BrokerAddress {
  /** `amqps` is AMQP over TLS. */
  readonly protocol: 'amqp' | 'amqps'
  /** A name or an IP address; IPv6 without brackets. */
  readonly host: string
  readonly port: number
  readonly username: string
  readonly password: string
  /** The virtual host, `/` being RabbitMQ's default one. */
  readonly vhost: string
}

/**
 * An address to show to people, its password masked: `amqp://guest:**@127.0.0.1:5672//`. It is
 * written as Nameko's users know it: the virtual host in full, `/` included, after a slash.
 */
export function showBrokerAddress(address: BrokerAddress): string {
  const { protocol, username, port, vhost } = address
  const host = address.host === 'localhost' ? '127.0.0.1' : address.host
  const shown = host.includes(':') ? `[${host}]` : host
  return `${protocol}://${encodeURIComponent(username)}:**@${shown}:${port}/${vhost}`
}
