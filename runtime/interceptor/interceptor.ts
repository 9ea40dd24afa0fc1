import type { Call, IncomingCall, OutgoingCall } from './call.js'

/** Goes on with a call: to the next interceptor, and at last to the method or to the broker. */
export type Next = () => Promise<unknown>

/**
 * Stands around calls: it may look at one, refuse it by throwing, go on, and look at what came of
 * it. What it returns is the call's result, as if the method or the other service had returned it;
 * it is checked as such.
 *
 * An outgoing call may be repeated by calling `next` again. An incoming one runs once: a second
 * `next` is refused.
 */
export type Interceptor = (call: Call, next: Next) => Promise<unknown>

/** Makes an interceptor of calls that come in; it lets pass what goes out. */
export function incoming(
  intercept: (call: IncomingCall, next: Next) => Promise<unknown>,
): Interceptor {
  return (call, next) => (call.direction === 'incoming' ? intercept(call, next) : next())
}

/** Makes an interceptor of what goes out; it lets pass calls that come in. */
export function outgoing(
  intercept: (call: OutgoingCall, next: Next) => Promise<unknown>,
): Interceptor {
  return (call, next) => (call.direction === 'outgoing' ? intercept(call, next) : next())
}
