import { authToken, type Interceptor, incoming, type Retry, ServiceError } from 'mycelia'
import { type User, user } from './context-keys.js'

/** The call carries no token of a user. */
export class Unauthenticated extends ServiceError {
  static override readonly code: string = 'checkpoint.Unauthenticated'
  static override readonly retry: Retry = 'never'
}

/** Finds the user of each call, and refuses calls that have none. */
export function authenticate(findUser: (token: string) => Promise<User | undefined>): Interceptor {
  return incoming(async (call, next) => {
    // Nobody calls a timer.
    if (call.kind === 'timer') return next()
    const token = call.context.get(authToken)
    const found = token === undefined ? undefined : await findUser(token)
    if (found === undefined) throw new Unauthenticated(`${call.method} needs a valid auth_token`)
    call.context.set(user, found)
    return next()
  })
}
