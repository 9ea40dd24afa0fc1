import { type Retry, ServiceError } from './service-error.js'

/** No web socket of this id is open in this process. Raised where it is to listen to a channel. */
export class ConnectionNotFound extends ServiceError {
  static override readonly code: string = 'ConnectionNotFound'
  static override readonly retry: Retry = 'never'
  static override readonly excPath: string = 'nameko.exceptions.ConnectionNotFound'

  constructor(readonly socketId: string) {
    super(
      `no web socket "${socketId}" is open in this process: it has been closed, or is another's`,
    )
  }
}
