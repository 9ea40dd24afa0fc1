import { runInContext } from '../token/index.js'
import { type Interceptor, incoming } from './interceptor.js'

/** Lets `currentContext()` know the call: put it first among a service's interceptors. */
export const trackContext: Interceptor = incoming((call, next) => runInContext(call.context, next))
