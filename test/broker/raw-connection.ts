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
} from '../../runtime/frames/index.js'
import type { Call } from './raw-methods.js'

export const PROTOCOL_HEADER: Buffer = Buffer.from('AMQP\0\0\x09\x01', 'latin1')

/** What a broker sent: a method, or a frame of another type as it is. */
export type Received =
  | { readonly channel: number; readonly method: Method }
  | { readonly channel: number; readonly type: number; readonly payload: Buffer }

/** A client that speaks frames by hand, so that it can also get them wrong. */
export class RawConnection implements AsyncDisposable {
  readonly socket: Socket
  /** Resolves when the connection has ended, whoever ended it. */
  readonly ended: Promise<void>
  readonly #received: Received[] = []
  readonly #waiting: (() => void)[] = []
  readonly #reader = new FrameReader(1 << 20)
  /** Bytes that are no frames: a protocol header. */
  readonly #unframed: Buffer[] = []
  #gone = false

  constructor(port: number) {
    this.socket = connect({ host: '127.0.0.1', port, noDelay: true })
    this.socket.on('data', (chunk) => this.#read(chunk))
    this.socket.on('error', () => {})
    this.ended = new Promise((resolve) => {
      this.socket.on('close', () => {
        this.#gone = true
        this.#wake()
        resolve()
      })
    })
  }

  /** Connects and goes through the handshake. */
  static async open(port: number, options: HandshakeOptions = {}): Promise<RawConnection> {
    const raw = new RawConnection(port)
    await raw.shakeHands(options)
    await raw.expect('connectionOpenOk')
    return raw
  }

  /** The handshake up to and without the answer to the password. */
  async login(options: HandshakeOptions = {}): Promise<void> {
    const { user = 'guest', password = 'guest', capabilities = [] } = options
    this.write(PROTOCOL_HEADER)
    await this.expect('connectionStart')
    this.send(0, 'connectionStartOk', {
      clientProperties: new Map<string, Field>([
        [
          'capabilities',
          {
            tag: 'F',
            value: new Map<string, Field>(
              capabilities.map((name) => [name, { tag: 't', value: true }]),
            ),
          },
        ],
      ]),
      mechanism: 'PLAIN',
      response: Buffer.from(`\0${user}\0${password}`),
      locale: 'en_US',
    })
  }

  async shakeHands(options: HandshakeOptions = {}): Promise<void> {
    const { vhost = '/', heartbeat = 0, channelMax = 2047, frameMax = 131_072 } = options
    await this.login(options)
    await this.expect('connectionTune')
    this.send(0, 'connectionTuneOk', { channelMax, frameMax, heartbeat })
    this.send(0, 'connectionOpen', { virtualHost: vhost, capabilities: '', insist: false })
  }

  send<Name extends MethodName>(channel: number, name: Name, fields: MethodFields<Name>): void {
    this.frame(FRAME_METHOD, channel, encodeMethod(name, fields))
  }

  /** Sends a method that was put together elsewhere. */
  perform(channel: number, [name, fields]: Call): void {
    this.send(channel, name, fields as never)
  }

  /** Sends a content header and its body. */
  content(channel: number, properties: BasicProperties, body: Buffer, pieceSize = 100_000): void {
    this.frame(
      FRAME_HEADER,
      channel,
      encodeContentHeader(body.length, encodeProperties(properties)),
    )
    for (let at = 0; at < body.length; at += pieceSize) {
      this.frame(FRAME_BODY, channel, body.subarray(at, at + pieceSize))
    }
  }

  publish(
    channel: number,
    exchange: string,
    routingKey: string,
    body = '',
    properties: BasicProperties = {},
    mandatory = false,
  ): void {
    this.send(channel, 'basicPublish', {
      ticket: 0,
      exchange,
      routingKey,
      mandatory,
      immediate: false,
    })
    this.content(channel, properties, Buffer.from(body))
  }

  frame(type: number, channel: number, payload: Uint8Array): void {
    this.write(encodeFrame(type, channel, payload))
  }

  write(bytes: Uint8Array): void {
    this.socket.write(bytes)
  }

  /** The next frame. @throws when the connection ends before it comes. */
  async next(): Promise<Received> {
    while (this.#received.length === 0) {
      if (this.#gone) throw new Error('the connection has ended')
      await new Promise<void>((resolve) => this.#waiting.push(resolve))
    }
    return this.#received.shift()!
  }

  /** The next frame, which is to be this method. */
  async expect<Name extends MethodName>(name: Name): Promise<Extract<Method, { name: Name }>> {
    const received = await this.next()
    if (!('method' in received) || received.method.name !== name) {
      throw new Error(`instead of ${name} came ${describe(received)}`)
    }
    return received.method as Extract<Method, { name: Name }>
  }

  /** The next two or more frames, which are to be the content of a message. */
  async expectContent(): Promise<{ readonly properties: BasicProperties; readonly body: Buffer }> {
    const header = await this.next()
    if (!('type' in header) || header.type !== FRAME_HEADER) {
      throw new Error(`instead of a content header came ${describe(header)}`)
    }
    const size = Number(header.payload.readBigUInt64BE(4))
    const parts: Buffer[] = []
    for (let got = 0; got < size; ) {
      const part = await this.next()
      if (!('type' in part) || part.type !== FRAME_BODY) {
        throw new Error(`instead of a body came ${describe(part)}`)
      }
      parts.push(part.payload)
      got += part.payload.length
    }
    return {
      properties: decodeProperties(header.payload.subarray(12)),
      body: Buffer.concat(parts),
    }
  }

  /** Opens a channel. */
  async channel(number: number): Promise<void> {
    this.send(number, 'channelOpen', { outOfBand: '' })
    await this.expect('channelOpenOk')
  }

  /** What came that were no frames. */
  get unframed(): Buffer {
    return Buffer.concat(this.#unframed)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.socket.destroy()
    await this.ended
  }

  #read(chunk: Buffer): void {
    if (this.#received.length === 0 && chunk.subarray(0, 4).toString('latin1') === 'AMQP') {
      this.#unframed.push(chunk)
      return
    }
    this.#reader.push(chunk, (frame) => this.#received.push(received(frame)))
    this.#wake()
  }

  #wake(): void {
    for (const resolve of this.#waiting.splice(0)) resolve()
  }
}

export interface HandshakeOptions {
  readonly user?: string
  readonly password?: string
  readonly vhost?: string
  readonly capabilities?: readonly string[]
  readonly heartbeat?: number
  readonly channelMax?: number
  readonly frameMax?: number
}

function received({ type, channel, payload }: Frame): Received {
  if (type === FRAME_METHOD) return { channel, method: decodeMethod(Buffer.from(payload)) }
  return { channel, type, payload: Buffer.from(payload) }
}

function describe(received: Received): string {
  const shown = 'method' in received ? received.method : received
  return JSON.stringify(shown)
}
