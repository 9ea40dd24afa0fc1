import type { Caller, Sender } from '../token/index.js'
import { intercept } from './intercept.js'
import type { Interceptor } from './interceptor.js'
import { outgoingCall } from './outgoing-call.js'

/** A caller whose calls go through interceptors; the caller itself where there are none. */
export function interceptCaller(caller: Caller, interceptors: readonly Interceptor[]): Caller {
  if (interceptors.length === 0) return caller
  return {
    ...(caller.timeout !== undefined && { timeout: caller.timeout }),
    call(request) {
      const call = outgoingCall({ ...request, kind: 'call' })
      return intercept(interceptors, call, () => caller.call({ ...request, data: call.data }))
    },
  }
}

/** The same of what a service sends beside its calls. */
export function interceptSender(
  sender: Sender,
  service: string,
  interceptors: readonly Interceptor[],
): Sender {
  if (interceptors.length === 0) return sender
  return {
    events: sender.events,
    declare: (exchange) => sender.declare(exchange),
    async emit(type, payload, options) {
      const call = outgoingCall({
        ...options,
        kind: 'emit',
        service,
        method: type,
        args: [payload],
      })
      await intercept(interceptors, call, () =>
        sender.emit(type, payload, { ...options, data: call.data }),
      )
    },
    async publish(message, options) {
      const { routingKey: method, payload } = message
      const call = outgoingCall({ ...options, kind: 'publish', service, method, args: [payload] })
      await intercept(interceptors, call, () =>
        sender.publish(message, { ...options, data: call.data }),
      )
    },
  }
}
