import type { ErrorCodec } from '../codec/index.js'
import { type DeclaredForm, declaredForm } from './declared-form.js'
import { isFreeToTravel } from './free-to-travel.js'
import { isRaisedByRuntime } from './raised-by-runtime.js'
import type { ServiceError } from './service-error.js'

/**
 * What may leave a service of an error that a method has thrown, whichever way it was called: of
 * one that it declares the code and the data, of one of an interceptor the code.
 * @returns undefined of any other. What was raised for a call *by* the method is one of them: its
 * caller must not take it for its own.
 */
export function travellingForm(
  thrown: ServiceError,
  declared: readonly ErrorCodec[],
): DeclaredForm | undefined {
  if (isRaisedByRuntime(thrown.code)) return undefined
  const free = isFreeToTravel(thrown) ? { code: thrown.code } : undefined
  return declaredForm(thrown, declared) ?? free
}
