import { inject, service, socketId, WebSocketHub, websocket } from 'mycelia'

/** The twin of python/sockets.py. */
@service('sockets_service', { naming: 'snake_case' })
export class SocketsService {
  private readonly hub = inject(WebSocketHub)
  private readonly socket = inject(socketId)

  @websocket
  subscribe(channel: string): void {
    this.hub.subscribe(channel)
  }

  @websocket
  unsubscribe(channel: string): void {
    this.hub.unsubscribe(channel)
  }

  @websocket
  subscriptions(): readonly string[] {
    return this.hub.subscriptions()
  }

  @websocket
  subscribeOther(other: string, channel: string): void {
    this.hub.subscribe(channel, other)
  }

  @websocket
  unsubscribeOther(other: string, channel: string): void {
    this.hub.unsubscribe(channel, other)
  }

  @websocket
  subscriptionsOf(other: string): readonly string[] {
    return this.hub.subscriptions(other)
  }

  @websocket
  unicast(event: string, data: unknown, other?: string): boolean {
    return this.hub.unicast(other ?? this.socket!, event, data)
  }

  @websocket
  broadcast(channel: string, event: string, data: unknown): void {
    this.hub.broadcast(channel, event, data)
  }

  @websocket
  whoami(): string | undefined {
    return this.socket
  }

  @websocket
  echo(value: unknown): unknown {
    return value
  }

  @websocket
  greet(name: string, punctuation = '!'): string {
    return `Hello, ${name}${punctuation}`
  }

  @websocket
  nothing(): void {}

  @websocket
  fail(message: string): void {
    throw new ValueError(message)
  }

  hidden(): string {
    return 'hidden'
  }
}

class ValueError extends Error {}
