import { Context, config, consume, inject, on, service } from 'mycelia'
import { NewsEvents } from './generated/news.client.js'
import { arrive } from './inbox.js'
import type { Article } from './news.service.js'

const Instance = config('instance', {
  safeParse: (value) => ({ success: true, data: value as string | undefined }),
})

/** Notes what it is told. */
@service('reader_service')
export class ReaderService {
  private readonly context = inject(Context)
  private readonly instance = inject(Instance)

  @on(NewsEvents.published)
  pooled(article: Article): Promise<void> {
    return this.note('pooled', article)
  }

  @on(NewsEvents.published, { handler: 'singleton' })
  single(article: { id: string }): Promise<void> {
    return this.note('single', article)
  }

  @on(NewsEvents.published, { handler: 'broadcast' })
  everyone(article: { id: string }): Promise<void> {
    return this.note('everyone', article)
  }

  @on(NewsEvents.published, { handler: 'broadcast', identifier: 'desk', reliable: true })
  desk(article: { id: string }): Promise<void> {
    return this.note('desk', article)
  }

  @on(NewsEvents.retracted)
  careless(article: { id: string }): Promise<void> {
    return this.note('careless', article)
  }

  @on('python_service', 'happened', {
    name: 'on_happened',
    requeueOnError: { retries: 2, delay: 30, longestDelay: 50 },
  })
  @on('python_service', 'flickered', { reliable: false, name: 'on_happened' })
  foreign(event: { at: Date; count: number }): Promise<void> {
    return this.note('foreign', event)
  }

  @consume('letters', { requeueOnError: { retries: 1, delay: 30 } })
  letter(letter: { text: string }): Promise<void> {
    return this.note('letter', letter)
  }

  @consume({
    name: 'archive-all',
    exchanges: [{ name: 'archive', type: 'topic' }],
    bindings: [{ exchange: 'archive', routingKey: '#' }],
    arguments: { 'x-max-length': 1000 },
  })
  archived(entry: unknown): Promise<void> {
    return this.note('archived', entry)
  }

  private note(method: string, payload: unknown): Promise<void> {
    const { callIdStack: stack, data } = this.context
    return arrive(method, { payload, stack, data, instance: this.instance })
  }
}
