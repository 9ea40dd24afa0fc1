import { type Retry, ServiceError } from './service-error.js'

/** No broker answers at the address. */
export class BrokerUnreachable extends ServiceError {
  static override readonly code: string = 'BrokerUnreachable'
  static override readonly retry: Retry = 'safe'
}

/** The broker refused the connection or a declaration, and would refuse it again. */
export class BrokerRefused extends ServiceError {
  static override readonly code: string = 'BrokerRefused'
  static override readonly retry: Retry = 'never'
}
