import type { Method, MethodFields } from '../frames/index.js'
import { AmqpError } from './amqp-error.js'
import type { BrokerCore } from './broker-core.js'
import type { ClientCertificate } from './client-certificate.js'
import {
  mechanisms,
  readCapabilities,
  readConnectionName,
  readCredentials,
  SERVER_PROPERTIES,
} from './introduction.js'
import type { Outgoing } from './outgoing.js'
import { Access } from './permissions.js'
import type { Vhost } from './vhost.js'

/** The least that a frame may be limited to. */
const SMALLEST_FRAME_MAX = 4_096

/** What a client and the broker agreed on. */
export interface Session {
  readonly vhost: Vhost
  readonly access: Access
  readonly capabilities: ReadonlySet<string>
  readonly channelMax: number
  readonly frameMax: number
  /** Seconds; 0 for none. */
  readonly heartbeat: number
}

/** A handshake that ends without a word to the client, as RabbitMQ ends it. */
export class HandshakeFailure extends Error {}

/** From the broker's introduction to an open connection: start, tune, open. */
export class Handshake {
  /** Who the client says it is. */
  user = ''
  clientName: string | undefined
  readonly #core: BrokerCore
  readonly #outgoing: Outgoing
  readonly #certificate: ClientCertificate | undefined
  #step: 'start' | 'tune' | 'open' = 'start'
  #capabilities: ReadonlySet<string> = new Set()
  #tuned: MethodFields<'connectionTuneOk'> = { channelMax: 0, frameMax: 0, heartbeat: 0 }

  /** @param certificate Undefined where clients are not asked for one. */
  constructor(core: BrokerCore, outgoing: Outgoing, certificate?: ClientCertificate) {
    this.#certificate = certificate
    this.#core = core
    this.#outgoing = outgoing
    outgoing.method(0, 'connectionStart', {
      versionMajor: 0,
      versionMinor: 9,
      serverProperties: SERVER_PROPERTIES,
      mechanisms: mechanisms(certificate !== undefined),
      locales: Buffer.from('en_US'),
    })
  }

  /** Whether the client has proved who it is, so that it may be told what it does wrong. */
  get authenticated(): boolean {
    return this.#step === 'open'
  }

  /**
   * Takes the next method of the client.
   * @returns the session when it was the last one.
   * @throws {HandshakeFailure | AmqpError}
   */
  take(method: Method): Session | undefined {
    if (this.#step === 'start' && method.name === 'connectionStartOk') {
      this.#login(method)
      return undefined
    }
    if (this.#step === 'tune' && method.name === 'connectionTuneOk') {
      this.#tune(method)
      return undefined
    }
    if (this.#step === 'open' && method.name === 'connectionOpen') {
      return this.#open(method.virtualHost)
    }
    throw new HandshakeFailure(`${method.name} came instead of an answer to ${this.#step}`)
  }

  #login(method: MethodFields<'connectionStartOk'>): void {
    const { mechanism, response, clientProperties } = method
    this.#capabilities = readCapabilities(clientProperties)
    this.clientName = readConnectionName(clientProperties)
    if (!this.#authenticate(mechanism, response)) this.#refuseLogin(mechanism)
    this.#step = 'tune'
    const { channelMax, frameMax, heartbeat } = this.#core.limits
    this.#outgoing.method(0, 'connectionTune', { channelMax, frameMax, heartbeat })
  }

  #authenticate(mechanism: string, response: Buffer): boolean {
    const { users } = this.#core
    if (mechanism === 'EXTERNAL') {
      this.user = this.#certificate?.name ?? ''
      return users.has(this.user)
    }
    const credentials = ['PLAIN', 'AMQPLAIN'].includes(mechanism)
      ? readCredentials(mechanism, response)
      : undefined
    this.user = credentials?.user ?? ''
    return credentials !== undefined && users.authenticate(credentials.user, credentials.password)
  }

  #refuseLogin(mechanism: string): never {
    if (!this.#capabilities.has('authentication_failure_close')) {
      throw new HandshakeFailure(`user '${this.user}' was refused by ${mechanism}`)
    }
    const text = `Login was refused using authentication mechanism ${mechanism}.`
    throw new AmqpError(403, `${text} For details see the broker logfile.`)
  }

  #tune(method: MethodFields<'connectionTuneOk'>): void {
    const { limits } = this.#core
    const { channelMax, frameMax } = method
    // 0 would be no limit.
    if (channelMax === 0 || channelMax > limits.channelMax) {
      throw new HandshakeFailure(`channel_max is ${channelMax}, above ${limits.channelMax}`)
    }
    if (frameMax === 0 || frameMax > limits.frameMax) {
      throw new HandshakeFailure(`frame_max is ${frameMax}, above ${limits.frameMax}`)
    }
    if (frameMax < SMALLEST_FRAME_MAX) {
      throw new HandshakeFailure(`frame_max is ${frameMax}, below ${SMALLEST_FRAME_MAX}`)
    }
    this.#tuned = method
    this.#step = 'open'
  }

  #open(name: string): Session {
    const vhost = this.#core.vhosts.find(name)
    if (vhost === undefined) throw new AmqpError(530, `vhost ${name} not found`)
    const grants = this.#core.users.grants(this.user, name)
    if (grants === undefined) {
      throw new AmqpError(530, `access to vhost '${name}' refused for user '${this.user}'`)
    }
    const access = new Access(this.user, name, grants)
    return { vhost, access, capabilities: this.#capabilities, ...this.#tuned }
  }
}
