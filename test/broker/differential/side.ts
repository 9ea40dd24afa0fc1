import type { MethodFields, MethodName } from '../../../runtime/frames/index.js'
import { normalise } from './normalise.js'
import {
  type Call,
  CHANNELS,
  type ChannelName,
  connectionOf,
  EXCHANGES,
  type Publish,
  QUEUES,
} from './operations.js'
import type { Target } from './targets.js'
import { type Incoming, WirePeer } from './wire-peer.js'

/** The channel of every connection that only looks. */
const OBSERVER = 99

/** What a step has brought about, as plain data. */
export interface Seen {
  /** For each stream of events that has an order of its own: what came, in order. */
  readonly streams: Record<string, unknown[]>
  /** What a passive declare says of each queue. */
  readonly queues: Record<string, unknown>
}

/** One of the two brokers: does what the sequence says and notes what comes of it. */
export class Side {
  readonly name: string
  readonly #target: Target
  readonly #peers = new Map<string, WirePeer>()
  #streams: Record<string, unknown[]> = {}
  /** Deliveries of each channel that are still out: their tags, by the names that both sides use. */
  readonly #out = new Map<ChannelName, Map<string, number>>()
  /** Streams of consumers whose deliveries need no ack. */
  readonly #automatic = new Set<string>()
  /** How many deliveries each stream has had. */
  readonly #counts = new Map<string, number>()
  /** The confirms of each channel: how many were asked for, and which have come. */
  readonly #confirms = new Map<ChannelName, { asked: number; readonly open: Set<number> }>()

  constructor(name: string, target: Target) {
    this.name = name
    this.#target = target
  }

  /** Makes sure that a channel is open. */
  async ready(on: ChannelName): Promise<void> {
    const peer = await this.#peer(on)
    const number = channelNumber(on)
    if (peer.hasChannel(number)) return
    this.forget(on)
    await peer.openChannel(number)
  }

  isOpen(on: ChannelName): boolean {
    return this.#peers.get(connectionOf(on))?.hasChannel(channelNumber(on)) ?? false
  }

  /** What a channel had is gone with it. */
  forget(on: ChannelName): void {
    this.#out.delete(on)
    this.#confirms.delete(on)
  }

  async call({ on, method, fields }: Call): Promise<unknown> {
    const peer = await this.#peer(on)
    if (method === 'basicConsume') {
      const stream = `${on} consumer ${fields.consumerTag}`
      if (fields.noAck === true) this.#automatic.add(stream)
      else this.#automatic.delete(stream)
    }
    const before = this.out(on)
    const reply = await peer.ask(channelNumber(on), method, fields as never)
    if (reply.method.name === 'confirmSelectOk' && !this.#confirms.has(on)) {
      this.#confirms.set(on, { asked: 0, open: new Set() })
    }
    if (reply.method.name === 'basicGetOk' && fields.noAck !== true) {
      this.#noteDelivery(on, `${on} get`, reply.method.deliveryTag)
    }
    if (reply.method.name === 'basicRecoverOk') {
      for (const name of before) this.#out.get(on)?.delete(name)
    }
    return normalise(reply, this.#target.vhost)
  }

  async publish(
    { on, exchange, key, mandatory, properties }: Publish,
    body: string,
  ): Promise<void> {
    const peer = await this.#peer(on)
    const confirms = this.#confirms.get(on)
    if (confirms !== undefined) confirms.open.add(++confirms.asked)
    peer.publish(
      channelNumber(on),
      { ticket: 0, exchange, routingKey: key, mandatory, immediate: false },
      properties,
      body,
    )
  }

  /** Names of the deliveries that are settled with this one: itself, and earlier ones if `multiple`. */
  upTo(on: ChannelName, name: string, multiple: boolean): string[] {
    const out = this.#out.get(on) ?? new Map<string, number>()
    const tag = out.get(name) ?? Number.NaN
    if (!multiple) return [name]
    return [...out.keys()].filter((each) => out.get(each)! <= tag).sort()
  }

  /** Settles deliveries; a name that is none stands for a tag that the broker never gave. */
  async settle(
    on: ChannelName,
    how: 'basicAck' | 'basicNack' | 'basicReject',
    name: string | undefined,
    { multiple, requeue }: { readonly multiple: boolean; readonly requeue: boolean },
  ): Promise<void> {
    const peer = await this.#peer(on)
    const out = this.#out.get(on)
    const deliveryTag = name === undefined ? 1_000_000 : (out?.get(name) ?? 1_000_000)
    if (name !== undefined) for (const each of this.upTo(on, name, multiple)) out?.delete(each)
    peer.tell(channelNumber(on), how, { deliveryTag, multiple, requeue } as never)
  }

  /** Names of the deliveries that are out, the same on both sides. */
  out(on: ChannelName): string[] {
    return [...(this.#out.get(on)?.keys() ?? [])].sort()
  }

  async closeChannel(on: ChannelName): Promise<void> {
    if (this.isOpen(on)) await this.#peers.get(connectionOf(on))!.closeChannel(channelNumber(on))
    this.forget(on)
  }

  async closeConnection(on: ChannelName): Promise<void> {
    const connection = connectionOf(on)
    await this.#peers.get(connection)?.close()
    this.#peers.delete(connection)
    for (const channel of CHANNELS) if (connectionOf(channel) === connection) this.forget(channel)
  }

  /** Asks all that might be busy: after the answers a step has come to rest, as a rule. */
  async rest(): Promise<void> {
    await this.#askChannels()
    await this.#askQueues()
    await this.#askChannels()
  }

  /** What has come since the last `clear`. */
  async look(): Promise<Seen> {
    const queues = await this.#askQueues()
    return { streams: this.#streams, queues }
  }

  clear(): void {
    this.#streams = {}
  }

  /** Ends the sequence and removes what it has left behind. */
  async reset(): Promise<void> {
    for (const channel of CHANNELS) await this.closeConnection(channel)
    await this.#peers.get('observer')?.close()
    this.#peers.delete('observer')
    const cleaner = await WirePeer.open(this.#target)
    await cleaner.openChannel(1)
    for (const queue of QUEUES) await deleteInTime(cleaner, queue)
    for (const exchange of EXCHANGES) {
      await cleaner.ask(1, 'exchangeDelete', {
        ticket: 0,
        exchange,
        ifUnused: false,
        nowait: false,
      })
    }
    await cleaner.close()
    this.#counts.clear()
    this.clear()
  }

  async #peer(on: ChannelName | 'observer'): Promise<WirePeer> {
    const connection = connectionOf(on)
    const known = this.#peers.get(connection)
    if (known?.isOpen) return known
    const peer = await WirePeer.open(this.#target)
    peer.onEvent = (channel, event) => this.#note(connection, channel, event)
    this.#peers.set(connection, peer)
    return peer
  }

  /** Every channel answers once it has passed on what came before the question. */
  async #askChannels(): Promise<void> {
    const questions = CHANNELS.filter((on) => this.isOpen(on)).map((on) =>
      this.#peers
        .get(connectionOf(on))!
        .ask(channelNumber(on), 'exchangeDeclare', PASSIVE_EXCHANGE),
    )
    await Promise.all(questions)
  }

  /** Every queue answers in turn; one that is exclusive answers only to its connection. */
  async #askQueues(): Promise<Record<string, unknown>> {
    await this.#peer('observer')
    const answers = await Promise.all(
      QUEUES.map(async (queue, index) => [queue, await this.#askQueue(queue, index)] as const),
    )
    return Object.fromEntries(answers)
  }

  async #askQueue(queue: string, index: number): Promise<unknown> {
    const answers: unknown[] = []
    for (const connection of ['observer', 'a', 'b'] as const) {
      const peer =
        connection === 'observer' ? await this.#peer('observer') : this.#peers.get(connection)
      if (!peer?.isOpen) continue
      const number = OBSERVER - index
      if (!peer.hasChannel(number)) await peer.openChannel(number)
      const { method } = await peer.ask(number, 'queueDeclare', { ...PASSIVE_QUEUE, queue })
      if (method.name === 'queueDeclareOk') {
        const { messageCount, consumerCount } = method
        return [...answers, { messages: messageCount, consumers: consumerCount }]
      }
      const code = 'replyCode' in method ? method.replyCode : method.name
      if (code === 404) return [...answers, 404]
      answers.push(code)
    }
    return answers
  }

  #note(connection: string, channel: number, event: Incoming): void {
    if (channel > OBSERVER - QUEUES.length) return
    const on = `${connection}${channel}` as ChannelName
    const { method } = event
    switch (method.name) {
      case 'basicDeliver': {
        const stream = `${on} consumer ${method.consumerTag}`
        if (!this.#automatic.has(stream)) this.#noteDelivery(on, stream, method.deliveryTag)
        this.#add(stream, normalise(event, this.#target.vhost))
        break
      }
      case 'basicAck':
      case 'basicNack':
        this.#noteConfirm(on, method)
        break
      case 'basicReturn':
        this.#add(`${on} published`, normalise(event, this.#target.vhost))
        break
      default:
        this.#add(`${on} told`, normalise(event, this.#target.vhost))
    }
  }

  /** Brokers confirm one by one or several at once: only which is confirmed how can be compared. */
  #noteConfirm(on: ChannelName, method: MethodFields<'basicAck'> & { name: MethodName }): void {
    const open = this.#confirms.get(on)?.open ?? new Set<number>()
    const confirmed = method.multiple
      ? [...open].filter((number) => number <= method.deliveryTag)
      : [method.deliveryTag]
    for (const number of confirmed) {
      if (!open.delete(number)) this.#add(`${on} published`, `unexpected confirm of ${number}`)
      this.#add(`${on} published`, `${method.name} ${number}`)
    }
  }

  #noteDelivery(on: ChannelName, stream: string, tag: number): void {
    const count = (this.#counts.get(stream) ?? 0) + 1
    this.#counts.set(stream, count)
    const out = this.#out.get(on) ?? new Map<string, number>()
    out.set(`${stream} #${String(count).padStart(4, '0')}`, tag)
    this.#out.set(on, out)
  }

  #add(stream: string, entry: unknown): void {
    this.#streams[stream] ??= []
    this.#streams[stream].push(entry)
  }
}

function channelNumber(on: ChannelName): number {
  return Number(on.slice(1))
}

/** An exclusive queue goes with its connection, but not before the connection's close is answered. */
async function deleteInTime(cleaner: WirePeer, queue: string): Promise<void> {
  for (let attempt = 0; attempt < 50; attempt++) {
    const fields = { ticket: 0, queue, ifUnused: false, ifEmpty: false, nowait: false }
    const { method } = await cleaner.ask(1, 'queueDelete', fields)
    if (method.name === 'queueDeleteOk') return
    await cleaner.openChannel(1)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  throw new Error(`queue ${queue} cannot be deleted`)
}

const PASSIVE_EXCHANGE: MethodFields<'exchangeDeclare'> = {
  ticket: 0,
  exchange: 'amq.direct',
  type: 'direct',
  passive: true,
  durable: true,
  autoDelete: false,
  internal: false,
  nowait: false,
  arguments: new Map(),
}

const PASSIVE_QUEUE: MethodFields<'queueDeclare'> = {
  ticket: 0,
  queue: '',
  passive: true,
  durable: false,
  exclusive: false,
  autoDelete: false,
  nowait: false,
  arguments: new Map(),
}
