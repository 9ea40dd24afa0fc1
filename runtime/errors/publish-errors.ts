import { type Retry, ServiceError } from './service-error.js'

/** The broker did not confirm within the time given that it has taken a message. */
export class PublishTimeout extends ServiceError {
  static override readonly code: string = 'PublishTimeout'
  static override readonly retry: Retry = 'unknown'
}

/** A mandatory message reached no queue. */
export class Unroutable extends ServiceError {
  static override readonly code: string = 'Unroutable'
  static override readonly retry: Retry = 'safe'
}
