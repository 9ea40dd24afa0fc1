import type { IncomingCall } from '../interceptor/index.js'
import { redactArguments } from './sensitive.js'

/**
 * The arguments of a call that has come in, by the names of their parameters, as a log may have them:
 * what the method's decorator calls sensitive is `********`. That of a message is `payload`;
 * those of HTTP routes and of entrypoints of the user's own are all hidden, as `args`. Of calls that go out, only the
 * service that is called knows what is sensitive.
 */
export function redactedArgs(call: IncomingCall): Readonly<Record<string, unknown>> {
  return redactArguments(call.args, call.params, call.sensitive)
}
