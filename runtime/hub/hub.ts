import { ConnectionNotFound, Overloaded } from '../errors/index.js'
import type { Sockets } from '../token/index.js'
import { eventText } from './event-text.js'

/** A socket that events are sent to. */
export interface HubSocket {
  readonly id: string
  send(text: string): void
}

interface Member {
  readonly socket: HubSocket
  readonly channels: Set<string>
}

/** The open sockets of a process, and the channels that they listen to. */
export class Hub implements Sockets {
  readonly #members = new Map<string, Member>()
  readonly #channels = new Map<string, Set<HubSocket>>()
  readonly #maxSubscriptions: number

  /** @param maxSubscriptions Channels that one socket may listen to. */
  constructor(maxSubscriptions: number) {
    this.#maxSubscriptions = maxSubscriptions
  }

  add(socket: HubSocket): void {
    this.#members.set(socket.id, { socket, channels: new Set() })
  }

  /** Forgets a socket, and what it listens to. */
  remove(id: string): void {
    const member = this.#members.get(id)
    if (member === undefined) return
    this.#members.delete(id)
    for (const channel of member.channels) this.#leave(member.socket, channel)
  }

  subscribe(id: string, channel: string): void {
    const member = this.#members.get(id)
    if (member === undefined) throw new ConnectionNotFound(id)
    const { socket, channels } = member
    if (channels.has(channel)) return
    if (channels.size >= this.#maxSubscriptions) {
      throw new Overloaded(
        `the socket listens to ${channels.size} channels; websocket_max_subscriptions allows no more`,
      )
    }
    channels.add(channel)
    const listeners = this.#channels.get(channel) ?? new Set()
    this.#channels.set(channel, listeners.add(socket))
  }

  unsubscribe(id: string, channel: string): void {
    const member = this.#members.get(id)
    if (member?.channels.delete(channel)) this.#leave(member.socket, channel)
  }

  subscriptions(id: string): readonly string[] {
    return [...(this.#members.get(id)?.channels ?? [])].sort()
  }

  broadcast(channel: string, event: string, data: unknown): number {
    const listeners = [...(this.#channels.get(channel) ?? [])]
    if (listeners.length === 0) return 0
    const text = eventText(event, data)
    for (const socket of listeners) socket.send(text)
    return listeners.length
  }

  unicast(id: string, event: string, data: unknown): boolean {
    const text = eventText(event, data)
    const member = this.#members.get(id)
    member?.socket.send(text)
    return member !== undefined
  }

  #leave(socket: HubSocket, channel: string): void {
    const listeners = this.#channels.get(channel)
    listeners?.delete(socket)
    if (listeners?.size === 0) this.#channels.delete(channel)
  }
}
