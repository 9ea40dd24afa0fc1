import type { Context as CallContext } from './context.js'
import type { Token } from './token.js'

/** The call that a service instance was made for. */
export type Context = CallContext

/** Injects the call itself: `private readonly context = inject(Context)`. */
export const Context: Token<Context> = {
  name: 'Context',
  start: () => ({ get: (context) => context }),
}
