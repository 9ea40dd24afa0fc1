import { EventEmitter } from 'node:events'
import { Context, inject, on, service } from 'mycelia'
import { type Announcement, TwinEvents } from './generated/twin.client.js'

/** An event as a handler has it. */
export interface Heard {
  readonly handler: string
  readonly payload: unknown
  readonly stack: readonly string[]
  readonly data: Readonly<Record<string, unknown>>
}

/** Emits `heard` for each event that comes to this process. */
export const ears: EventEmitter<{ heard: [Heard] }> = new EventEmitter()

/** The twin of python/listener.py: it shares the queues of its handlers. */
@service('listener_service')
export class ListenerService {
  private readonly context = inject(Context)

  @on(TwinEvents.announced)
  @on('twin_python', 'announced')
  pooled(announcement: Announcement): void {
    this.hear('pooled', announcement)
  }

  @on(TwinEvents.announced, { handler: 'singleton' })
  @on('twin_python', 'announced', { handler: 'singleton' })
  single(announcement: Announcement): void {
    this.hear('single', announcement)
  }

  @on(TwinEvents.announced, { handler: 'broadcast' })
  @on('twin_python', 'announced', { handler: 'broadcast' })
  everywhere(announcement: Announcement): void {
    this.hear('everywhere', announcement)
  }

  private hear(handler: string, payload: unknown): void {
    const { callIdStack, data } = this.context
    ears.emit('heard', { handler, payload, stack: [...callIdStack], data: { ...data } })
  }
}
