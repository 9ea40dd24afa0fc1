import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import {
  type BasicProperties,
  decodeMethod,
  decodeProperties,
  encodeContentHeader,
  encodeFrame,
  encodeMethod,
  encodeProperties,
  type Field,
  FRAME_BODY,
  FRAME_HEADER,
  FRAME_METHOD,
  type Frame,
  FrameReader,
  type Method,
  type MethodFields,
  type MethodName,
  rawProperties,
  readBodySize,
} from '../../../runtime/frames/index.js'
import type { Target } from './targets.js'

/** A method as a broker sent it, with the message that belongs to it. */
export interface Incoming {
  readonly method: Method
  readonly content?: { readonly properties: BasicProperties; readonly body: string }
}

/** What a broker sends without having been asked. */
const UNASKED: ReadonlySet<MethodName> = new Set<MethodName>([
  'basicDeliver',
  'basicReturn',
  'basicAck',
  'basicNack',
  'basicCancel',
  'channelClose',
  'connectionBlocked',
  'connectionUnblocked',
])

const WITH_CONTENT: ReadonlySet<MethodName> = new Set<MethodName>([
  'basicDeliver',
  'basicReturn',
  'basicGetOk',
])

/** A client that speaks frames by hand: what it is told reaches the tests as it was sent. */
export class WirePeer {
  /** Told of everything that nobody asked for. */
  onEvent: (channel: number, event: Incoming) => void = () => {}
  readonly #socket: Socket
  readonly #reader = new FrameReader(1 << 20)
  readonly #open = new Set<number>()
  readonly #asking = new Map<number, ((reply: Incoming) => void)[]>()
  /** Methods whose content has not come in full. */
  readonly #partial = new Map<number, Partial>()
  #ended: Incoming | undefined

  private constructor(socket: Socket) {
    this.#socket = socket
    socket.on('data', (chunk) => this.#reader.push(chunk, (frame) => this.#take(frame)))
    socket.on('error', () => {})
    socket.on('close', () => this.#end(LOST))
  }

  static async open({ host, port, user, password, vhost }: Target): Promise<WirePeer> {
    const socket = connect({ host, port, noDelay: true })
    await once(socket, 'connect')
    const peer = new WirePeer(socket)
    const started = peer.#reply(0)
    socket.write(Buffer.from('AMQP\0\0\x09\x01', 'latin1'))
    await started
    await peer.ask(0, 'connectionStartOk', {
      clientProperties: new Map<string, Field>([
        ['capabilities', { tag: 'F', value: CAPABILITIES }],
      ]),
      mechanism: 'PLAIN',
      response: Buffer.from(`\0${user}\0${password}`),
      locale: 'en_US',
    })
    peer.tell(0, 'connectionTuneOk', { channelMax: 100, frameMax: 131_072, heartbeat: 0 })
    await peer.ask(0, 'connectionOpen', { virtualHost: vhost, capabilities: '', insist: false })
    return peer
  }

  /** Whether the broker has neither closed the connection nor gone. */
  get isOpen(): boolean {
    return this.#ended === undefined
  }

  hasChannel(channel: number): boolean {
    return this.isOpen && this.#open.has(channel)
  }

  async openChannel(channel: number): Promise<void> {
    await this.ask(channel, 'channelOpen', { outOfBand: '' })
    this.#open.add(channel)
  }

  async closeChannel(channel: number): Promise<Incoming> {
    const fields = { replyCode: 200, replyText: 'bye', classId: 0, methodId: 0 }
    const reply = await this.ask(channel, 'channelClose', fields)
    this.#open.delete(channel)
    return reply
  }

  /** Sends a method that is not answered. */
  tell<Name extends MethodName>(channel: number, name: Name, fields: MethodFields<Name>): void {
    this.#socket.write(encodeFrame(FRAME_METHOD, channel, encodeMethod(name, fields)))
  }

  /** Sends a method and waits for its answer, or for the close that comes in its place. */
  ask<Name extends MethodName>(
    channel: number,
    name: Name,
    fields: MethodFields<Name>,
  ): Promise<Incoming> {
    const reply = this.#reply(channel)
    if (this.isOpen) this.tell(channel, name, fields)
    return reply
  }

  publish(
    channel: number,
    fields: MethodFields<'basicPublish'>,
    properties: BasicProperties,
    body: string,
  ): void {
    const bytes = Buffer.from(body)
    const header = encodeContentHeader(bytes.length, encodeProperties(properties))
    this.#socket.cork()
    this.tell(channel, 'basicPublish', fields)
    this.#socket.write(encodeFrame(FRAME_HEADER, channel, header))
    if (bytes.length > 0) this.#socket.write(encodeFrame(FRAME_BODY, channel, bytes))
    this.#socket.uncork()
  }

  async close(): Promise<void> {
    if (!this.isOpen) return
    const fields = { replyCode: 200, replyText: 'bye', classId: 0, methodId: 0 }
    await this.ask(0, 'connectionClose', fields)
    this.#end(LOST)
    this.#socket.destroy()
  }

  #reply(channel: number): Promise<Incoming> {
    if (this.#ended !== undefined) return Promise.resolve(this.#ended)
    return new Promise((resolve) => {
      const asking = this.#asking.get(channel) ?? []
      asking.push(resolve)
      this.#asking.set(channel, asking)
    })
  }

  #take({ type, channel, payload }: Frame): void {
    if (type === FRAME_METHOD) {
      const method = decodeMethod(Buffer.from(payload))
      if (WITH_CONTENT.has(method.name)) this.#partial.set(channel, { method, size: -1, body: [] })
      else this.#deliver(channel, { method })
      return
    }
    const partial = this.#partial.get(channel)
    if (partial === undefined) return
    if (type === FRAME_HEADER) {
      partial.size = readBodySize(payload)
      partial.properties = decodeProperties(Buffer.from(rawProperties(payload)))
    } else if (type === FRAME_BODY) {
      partial.body.push(Buffer.from(payload))
      partial.size -= payload.length
    }
    if (partial.size > 0) return
    this.#partial.delete(channel)
    const content = {
      properties: partial.properties ?? {},
      body: Buffer.concat(partial.body).toString(),
    }
    this.#deliver(channel, { method: partial.method, content })
  }

  #deliver(channel: number, incoming: Incoming): void {
    const { name } = incoming.method
    if (name === 'connectionClose') {
      this.tell(0, 'connectionCloseOk', {})
      this.#end(incoming)
      return
    }
    if (!UNASKED.has(name)) {
      this.#asking.get(channel)?.shift()?.(incoming)
      return
    }
    if (name === 'channelClose') {
      this.tell(channel, 'channelCloseOk', {})
      this.#open.delete(channel)
      this.#partial.delete(channel)
      for (const resolve of this.#asking.get(channel)?.splice(0) ?? []) resolve(incoming)
    }
    this.onEvent(channel, incoming)
  }

  #end(reason: Incoming): void {
    if (this.#ended !== undefined) return
    this.#ended = reason
    this.#open.clear()
    const waiting = [...this.#asking.values()].flat()
    this.#asking.clear()
    for (const resolve of waiting) resolve(reason)
    if (reason !== LOST) this.onEvent(0, reason)
  }
}

interface Partial {
  readonly method: Method
  properties?: BasicProperties
  /** Bytes of the body that have not come yet. */
  size: number
  readonly body: Buffer[]
}

/** The end of a connection of which the broker gave no reason. */
const LOST: Incoming = { method: { name: 'connectionCloseOk' } }

const CAPABILITIES = new Map(
  [
    'publisher_confirms',
    'exchange_exchange_bindings',
    'basic.nack',
    'consumer_cancel_notify',
    'connection.blocked',
    'authentication_failure_close',
  ].map((name) => [name, { tag: 't', value: true }] as const),
)
