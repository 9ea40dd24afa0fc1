import { EventEmitter, once } from 'node:events'
import {
  authToken,
  Context,
  Events,
  type EventsToken,
  inject,
  on,
  rpc,
  ServiceError,
  service,
  socketId,
  WebSocketHub,
  websocket,
} from 'mycelia'

/** What someone says in a room. */
export interface Remark {
  readonly room: string
  readonly text: string
  readonly at?: Date
}

export interface ChatEvents {
  said: Remark
}
export const ChatEvents: EventsToken<ChatEvents> = Events<ChatEvents>()

export class NotWelcome extends ServiceError {
  static override readonly code = 'chat.NotWelcome'

  constructor(readonly room: string) {
    super(`not welcome in ${room}`)
  }
}

export class Unlucky extends Error {}

/** Talks over web sockets. */
@service('chat_service', { naming: 'snake_case' })
export class ChatService {
  private readonly context = inject(Context)
  private readonly hub = inject(WebSocketHub)
  private readonly events = inject(ChatEvents)
  private readonly socket = inject(socketId)
  private readonly token = inject(authToken)

  /** Lets the socket hear what is said in a room. */
  @websocket
  subscribe(room: string): readonly string[] {
    if (room === 'closed') throw new NotWelcome(room)
    this.hub.subscribe(room)
    return this.hub.subscriptions()
  }

  @websocket
  unsubscribe(room: string): readonly string[] {
    this.hub.unsubscribe(room)
    return this.hub.subscriptions()
  }

  /** Lets another socket hear it. */
  @websocket
  invite(socketId: string, room: string): boolean {
    this.hub.subscribe(room, socketId)
    return this.hub.unicast(socketId, 'invited', { room })
  }

  /** Tells everyone in the room, whichever instance has their sockets. */
  @rpc
  @websocket({ sensitive: 'remark.text' })
  async say(remark: Remark): Promise<void> {
    await this.events.said(remark)
  }

  @on('chat_service', 'said', { handler: 'broadcast', reliable: false })
  hear(remark: Remark): void {
    this.hub.broadcast(remark.room, 'said', remark)
  }

  @websocket({ name: 'who', params: ['loudly'] })
  whoAmI(loudly = false): { readonly id: string | undefined; readonly token: string | undefined } {
    return { id: loudly ? this.socket?.toUpperCase() : this.socket, token: this.token }
  }

  @rpc
  @websocket
  later(by: Date): Date {
    return new Date(by.getTime() + 1_000)
  }

  /** Fails in one of many ways. */
  @websocket({ expectedErrors: [Unlucky] })
  fail(how: 'unlucky' | 'wrong' | 'closed'): void {
    if (how === 'unlucky') throw new Unlucky('not today')
    if (how === 'closed') throw new NotWelcome('here')
    throw new Error('secret of the house')
  }

  /** Waits until it is told to go on, or its socket is gone. */
  @websocket
  async wait(): Promise<string> {
    waits.emit('begun')
    const { signal } = this.context
    await Promise.race([once(waits, 'go on'), once(signal, 'abort')])
    waits.emit('over', signal.aborted)
    return 'waited'
  }

  @websocket
  pad(size: number): string {
    return 'x'.repeat(size)
  }

  @rpc
  listeners(room: string): number {
    return this.hub.broadcast(room, 'counted', null)
  }
}

/** Tells of each wait that begins, and of each that is over, whether its socket was gone. */
export const waits: EventEmitter = new EventEmitter()
