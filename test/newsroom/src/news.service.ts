import {
  Events,
  type EventsToken,
  inject,
  type MessagePublisher,
  Publisher,
  type PublishOptions,
  rpc,
  service,
  type Token,
} from 'mycelia'

export interface Article {
  id: string
  publishedAt: Date
  secret?: string
}

export interface NewsEvents {
  published: Article
  retracted: { id: string }
}

export const NewsEvents: EventsToken<NewsEvents> = Events()

export const Post: Token<MessagePublisher<unknown>> = Publisher()

export const Archive: Token<MessagePublisher<unknown>> = Publisher({
  exchange: { name: 'archive', type: 'topic' },
  routingKey: 'entry',
})

export const Nowhere: Token<MessagePublisher<unknown>> = Publisher({ exchange: 'nowhere' })

/** What a test gives to `Post` beside the payload. */
export let postage: PublishOptions = {}

export function setPostage(options: PublishOptions): void {
  postage = options
}

@service('news_service')
export class NewsService {
  private readonly events = inject(NewsEvents)
  private readonly post = inject(Post)
  private readonly archive = inject(Archive)
  private readonly nowhere = inject(Nowhere)

  @rpc
  async publish(article: Article): Promise<void> {
    await this.events.published(article)
  }

  @rpc
  async publishNonsense(article: unknown): Promise<void> {
    await this.events.published(article as Article)
  }

  @rpc
  async retract(id: string, timeout?: string): Promise<void> {
    const events = timeout === undefined ? this.events : this.events.with({ timeout })
    await events.retracted({ id })
  }

  @rpc
  async send(queue: string, payload: unknown): Promise<void> {
    await this.post.publish(payload, { routingKey: queue, ...postage })
  }

  @rpc
  async keep(payload: unknown): Promise<void> {
    await this.archive.publish(payload)
  }

  @rpc
  async lose(payload: unknown): Promise<void> {
    await this.nowhere.publish(payload)
  }
}
