import type { Options } from 'amqplib'
import type { BrokerAddress } from '../transport/index.js'

/** Where to connect to: amqplib reads `options` anew at each attempt. */
export class Target {
  readonly options: Options.Connect = {}
  readonly #addresses: readonly BrokerAddress[]
  #index = 0

  constructor(addresses: readonly BrokerAddress[], heartbeat: number) {
    this.#addresses = addresses
    this.options.heartbeat = heartbeat
    this.#aim()
  }

  get address(): BrokerAddress {
    return this.#addresses[this.#index]!
  }

  next(): void {
    this.#index = (this.#index + 1) % this.#addresses.length
    this.#aim()
  }

  #aim(): void {
    const { protocol, host, port, username, password, vhost } = this.address
    const { options } = this
    Object.assign(options, { protocol, hostname: host, port, username, password })
    // amqplib takes it as it stands in a URI.
    options.vhost = encodeURIComponent(vhost)
  }
}
