import type { Context, Token } from '../token/index.js'
import { socketId } from './socket-id.js'

/**
 * The open web sockets of this process, for a service that sends them events. A socket is known by its
 * id, and forgotten when it closes. Where an id is left out, the socket is meant that the call has
 * come in by.
 */
export interface WebSocketHub {
  /**
   * Lets a socket hear what is broadcast on a channel. It may be called again.
   * @throws {ConnectionNotFound} when no such socket is open here.
   * @throws {Overloaded} when it listens to `websocket_max_subscriptions` channels already.
   */
  subscribe(channel: string, id?: string): void
  /** The opposite; nothing happens where the socket does not listen, or is not there. */
  unsubscribe(channel: string, id?: string): void
  /** The channels that a socket listens to, sorted; none where it is not there. */
  subscriptions(id?: string): readonly string[]
  /**
   * Sends an event to all sockets of this process that listen to a channel.
   * @param data What JSON can hold.
   * @returns how many there are.
   */
  broadcast(channel: string, event: string, data: unknown): number
  /**
   * Sends an event to one socket.
   * @param data What JSON can hold.
   * @returns whether the socket is open here.
   */
  unicast(id: string, event: string, data: unknown): boolean
}

/** `inject(WebSocketHub)`: see the interface of this name. */
export const WebSocketHub: Token<WebSocketHub> = {
  name: 'WebSocketHub',
  start: ({ sockets }) => ({
    get: (context) => ({
      subscribe: (channel, id = own(context)) => sockets.subscribe(id, channel),
      unsubscribe: (channel, id = own(context)) => sockets.unsubscribe(id, channel),
      subscriptions: (id = own(context)) => sockets.subscriptions(id),
      broadcast: (channel, event, data) => sockets.broadcast(channel, event, data),
      unicast: (id, event, data) => sockets.unicast(id, event, data),
    }),
  }),
}

function own(context: Context): string {
  const id = context.get(socketId)
  if (id !== undefined) return id
  throw new TypeError(
    `${context.service}.${context.method} was not called over a web socket: tell WebSocketHub the id of the one that is meant`,
  )
}
