import type { Socket } from 'node:net'
import {
  decodeMethod,
  FRAME_BODY,
  FRAME_HEARTBEAT,
  FRAME_METHOD,
  type Frame,
  FrameError,
  FrameReader,
  type Method,
  type MethodFields,
} from '../frames/index.js'
import { AmqpError } from './amqp-error.js'
import type { BrokerCore } from './broker-core.js'
import { Channel } from './channel.js'
import type { ChannelHost } from './channel-host.js'
import type { ClientCertificate } from './client-certificate.js'
import { FlowControl } from './flow-control.js'
import { Handshake, HandshakeFailure, type Session } from './handshake.js'
import { Heartbeats } from './heartbeats.js'
import { PROTOCOL_HEADER } from './introduction.js'
import { Outgoing } from './outgoing.js'
import type { Access } from './permissions.js'
import type { Strictness } from './strict.js'
import type { Vhost } from './vhost.js'

/** Milliseconds for a client to say that it has understood that its connection is closed. */
const CLOSE_TIMEOUT = 3_000

/** A client's connection. */
export class Connection implements ChannelHost {
  readonly outgoing: Outgoing
  readonly maxMessageSize: number
  readonly strict: Strictness
  readonly channels: Map<number, Channel> = new Map()
  readonly #socket: Socket
  readonly #core: BrokerCore
  readonly #certificate: ClientCertificate | undefined
  readonly #reader: FrameReader
  readonly #flow: FlowControl
  /** Channels that the broker closed and the client has yet to. */
  readonly #closing = new Set<number>()
  #state: 'header' | 'handshake' | 'running' | 'closing' | 'closed' = 'header'
  #header: Buffer = Buffer.alloc(0)
  #handshake: Handshake | undefined
  #session: Session | undefined
  #heartbeats: Heartbeats | undefined
  #timer: NodeJS.Timeout | undefined
  #confirms: { flush(): void }[] = []

  /** @param certificate Undefined where clients are not asked for one. */
  constructor(socket: Socket, core: BrokerCore, certificate?: ClientCertificate) {
    this.#socket = socket
    this.#certificate = certificate
    this.#core = core
    this.outgoing = new Outgoing(socket, () => this.#onFlushed())
    this.#flow = new FlowControl(socket, this.outgoing, core.memory)
    this.maxMessageSize = core.limits.maxMessageSize
    this.strict = core.strict
    this.#reader = new FrameReader(core.limits.frameMax)
    socket.setNoDelay(true)
    socket.on('data', (chunk) => this.#onData(chunk))
    socket.on('drain', () => this.#onFlushed())
    socket.on('error', () => {})
    socket.on('close', () => this.#onClosed())
    this.#destroyAfter(core.limits.handshakeTimeout, 'was too slow with the handshake')
  }

  get vhost(): Vhost {
    return this.#session!.vhost
  }

  get access(): Access {
    return this.#session!.access
  }

  get cancelNotify(): boolean {
    return this.#session?.capabilities.has('consumer_cancel_notify') ?? false
  }

  get congested(): boolean {
    return this.#flow.congested
  }

  get state(): 'opening' | 'running' | 'blocked' | 'closing' {
    if (this.#state === 'running') return this.#flow.blocked ? 'blocked' : 'running'
    return this.#state === 'closing' || this.#state === 'closed' ? 'closing' : 'opening'
  }

  /** The client's address. */
  get peer(): string {
    return `${this.#socket.remoteAddress}:${this.#socket.remotePort}`
  }

  /** Who it says it is, and what it calls itself. */
  get user(): string {
    return this.#handshake?.user ?? ''
  }

  get clientName(): string | undefined {
    return this.#handshake?.clientName
  }

  get vhostName(): string | undefined {
    return this.#session?.vhost.name
  }

  isIn(vhost: Vhost): boolean {
    return this.#session?.vhost === vhost
  }

  confirmLater(confirms: { flush(): void }): void {
    this.#confirms.push(confirms)
  }

  forget(channel: Channel): void {
    this.channels.delete(channel.number)
  }

  onPublish(): void {
    if (!this.#flow.block() || !this.#toldOfBlocking) return
    this.outgoing.method(0, 'connectionBlocked', { reason: 'low on memory' })
  }

  /** There is memory again. */
  unblock(): void {
    if (!this.#flow.unblock() || !this.#toldOfBlocking) return
    this.outgoing.method(0, 'connectionUnblocked', {})
  }

  /** Tells the client to go; it is made to when it does not. */
  shutDown(): void {
    if (this.#state === 'running') {
      const reason = "broker forced connection closure with reason 'shutdown'"
      this.#close(new AmqpError(320, reason), 0)
      this.#socket.resume()
    } else this.#socket.destroy()
  }

  destroy(): void {
    this.#socket.destroy()
  }

  get #toldOfBlocking(): boolean {
    return this.#session?.capabilities.has('connection.blocked') ?? false
  }

  #onData(chunk: Buffer): void {
    try {
      if (this.#state === 'header') this.#onHeader(chunk)
      else this.#read(chunk)
    } catch (error) {
      this.#onError(error, 0)
      // The bytes that came are no frames: nothing that follows can be read.
      if (this.#state === 'closing') this.#end()
    }
    for (const confirms of this.#confirms) confirms.flush()
    this.#confirms = []
    this.#flow.limit()
  }

  #read(chunk: Buffer): void {
    if (this.#state !== 'closed') this.#reader.push(chunk, (frame) => this.#onFrame(frame))
  }

  #onHeader(chunk: Buffer): void {
    const bytes = Buffer.concat([this.#header, chunk])
    this.#header = bytes
    if (bytes.length < PROTOCOL_HEADER.length) return
    if (!bytes.subarray(0, PROTOCOL_HEADER.length).equals(PROTOCOL_HEADER)) {
      this.#core.log.warn(`embedded broker: ${this.peer} does not speak AMQP 0-9-1`)
      this.outgoing.raw(PROTOCOL_HEADER)
      this.#end()
      return
    }
    this.#state = 'handshake'
    this.#handshake = new Handshake(this.#core, this.outgoing, this.#certificate)
    this.#read(bytes.subarray(PROTOCOL_HEADER.length))
  }

  #onFrame({ type, channel: number, payload }: Frame): void {
    const channel = this.channels.get(number)
    if (channel === undefined || type > FRAME_BODY) {
      this.#onOtherFrame(type, number, payload)
      return
    }
    try {
      channel.frame(type, payload)
    } catch (error) {
      if (error instanceof AmqpError && !error.endsConnection) this.#closeChannel(channel, error)
      else this.#onError(error, channel.current)
    }
  }

  #onOtherFrame(type: number, number: number, payload: Buffer): void {
    if (this.#state === 'closed') return
    const current = type === FRAME_METHOD && payload.length >= 4 ? payload.readUInt32BE(0) : 0
    try {
      if (type === FRAME_HEARTBEAT && number === 0) return
      if (type === FRAME_HEARTBEAT) throw new AmqpError(505, 'a heartbeat on a channel')
      if (this.#closing.has(number)) this.#onClosingChannel(type, number, payload)
      else if (type === FRAME_METHOD && number === 0) this.#onMethod(decodeMethod(payload))
      else if (type === FRAME_METHOD) this.#onUnknownChannel(number, decodeMethod(payload))
      else if (number === 0 || type > FRAME_BODY) {
        throw new AmqpError(501, `type ${type}: unknown_frame`)
      } else if (this.#state === 'running') throw new AmqpError(504, "expected 'channel.open'")
    } catch (error) {
      this.#onError(error, this.#handshake?.authenticated ? current : 0)
    }
  }

  /** A channel is left alone until the client knows that it is closed. */
  #onClosingChannel(type: number, number: number, payload: Buffer): void {
    if (type !== FRAME_METHOD) return
    const { name } = decodeMethod(payload)
    if (name === 'channelClose') this.outgoing.method(number, 'channelCloseOk', {})
    else if (name === 'channelCloseOk') this.#closing.delete(number)
  }

  #onUnknownChannel(number: number, method: Method): void {
    if (this.#state === 'closing' || method.name === 'channelCloseOk') return
    if (this.#session === undefined) throw unexpected(method.name)
    if (method.name === 'channelClose') {
      this.outgoing.method(number, 'channelCloseOk', {})
      return
    }
    if (method.name !== 'channelOpen') throw new AmqpError(504, "expected 'channel.open'")
    const { channelMax } = this.#session
    const open = this.channels.size + this.#closing.size
    if (open >= channelMax) {
      const limit = `the negotiated channel_max (${channelMax})`
      throw new AmqpError(530, `number of channels opened (${open}) has reached ${limit}`)
    }
    this.channels.set(number, new Channel(number, this))
    this.outgoing.method(number, 'channelOpenOk', { channelId: Buffer.alloc(0) })
  }

  #onMethod(method: Method): void {
    if (method.name === 'connectionCloseOk') this.#end()
    else if (method.name === 'connectionClose' && this.#handshake?.authenticated) {
      this.#release()
      this.outgoing.method(0, 'connectionCloseOk', {})
      this.#end()
    } else if (this.#state === 'handshake') this.#start(this.#handshake?.take(method))
    else if (this.#state === 'running') {
      if (method.name !== 'connectionUpdateSecret') {
        throw new AmqpError(504, 'unexpected method in connection state running')
      }
      this.outgoing.method(0, 'connectionUpdateSecretOk', {})
    }
  }

  #start(session: Session | undefined): void {
    if (session === undefined) return
    const { frameMax, heartbeat } = session
    this.#session = session
    this.#state = 'running'
    clearTimeout(this.#timer)
    this.#reader.maxFrameSize = frameMax
    this.outgoing.frameMax = frameMax
    if (heartbeat > 0) {
      const beat = () => this.outgoing.heartbeat()
      this.#heartbeats = new Heartbeats(heartbeat, this.#socket, beat, () => {
        this.#core.log.warn(`embedded broker: missed heartbeats from ${this.peer}`)
        this.#socket.destroy()
      })
    }
    this.outgoing.method(0, 'connectionOpenOk', { knownHosts: '' })
  }

  #closeChannel(channel: Channel, error: AmqpError): void {
    const { number, current } = channel
    channel.close()
    this.channels.delete(number)
    this.#closing.add(number)
    this.outgoing.method(number, 'channelClose', closing(error, current))
  }

  #onError(error: unknown, current: number): void {
    if (error instanceof AmqpError) this.#close(error, current)
    else if (this.#handshake?.authenticated !== true) {
      // Nobody knows what to tell who has not logged in.
      const reason = error instanceof Error ? error.message : String(error)
      this.#core.log.warn(`embedded broker: no handshake with ${this.peer}: ${reason}`)
      this.#end()
    } else if (error instanceof FrameError) {
      this.#close(new AmqpError(error.replyCode, error.message), current)
    } else if (error instanceof HandshakeFailure) {
      this.#close(new AmqpError(504, error.message), current)
    } else {
      this.#core.log.error('embedded broker: an error of its own', { error })
      this.#close(new AmqpError(541, 'see the log of the broker'), current)
    }
  }

  /** Closes the connection because of the client's fault, and waits for it to take notice. */
  #close(error: AmqpError, current: number): void {
    if (this.#state === 'closing' || this.#state === 'closed') return
    this.#release()
    this.#state = 'closing'
    this.#core.log.warn(`embedded broker: closes the connection of ${this.peer}: ${error.text}`)
    this.outgoing.method(0, 'connectionClose', closing(error, current))
    this.#destroyAfter(CLOSE_TIMEOUT)
  }

  #end(): void {
    if (this.#state === 'closed') return
    this.#release()
    this.#state = 'closed'
    this.outgoing.flush()
    this.#socket.end()
    this.#destroyAfter(CLOSE_TIMEOUT)
  }

  #destroyAfter(milliseconds: number, reason?: string): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      if (reason !== undefined) this.#core.log.warn(`embedded broker: ${this.peer} ${reason}`)
      this.#socket.destroy()
    }, milliseconds)
    this.#timer.unref()
  }

  /** Gives back all that it holds: messages, and the queues that were only its own. */
  #release(): void {
    for (const channel of this.channels.values()) channel.close()
    this.channels.clear()
    const vhost = this.#session?.vhost
    for (const queue of vhost?.queues.values() ?? []) {
      if (queue.definition.owner === this) vhost?.deleteQueue(queue)
    }
  }

  #onFlushed(): void {
    if (!this.#flow.relieve()) return
    for (const channel of this.channels.values()) channel.resume()
  }

  #onClosed(): void {
    this.#release()
    this.#state = 'closed'
    this.#heartbeats?.stop()
    clearTimeout(this.#timer)
    this.#core.connections.delete(this)
  }
}

function closing(error: AmqpError, current: number): MethodFields<'connectionClose'> {
  return {
    replyCode: error.code,
    replyText: error.text,
    classId: current >>> 16,
    methodId: current & 0xffff,
  }
}

function unexpected(name: string): HandshakeFailure {
  return new HandshakeFailure(`${name} came before the connection was open`)
}
