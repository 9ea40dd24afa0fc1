import { STATUS_CODES } from 'node:http'
import type { Problem } from '../codec/index.js'
import { InvalidArguments, isServiceError, type ServiceError } from '../errors/index.js'
import { HttpFailure } from './http-failure.js'

/** The body of every answer that tells of an error: RFC 9457, `application/problem+json`. */
export interface ProblemDetails {
  /** What the status is called. */
  readonly title: string
  readonly status: number
  /** What went wrong this time. */
  readonly detail?: string
  /** The stable code of the error: `orders.OutOfStock`. */
  readonly code?: string
  /** Which parameters are wrong, and why. */
  readonly errors?: readonly Problem[]
}

/** What a method has thrown, as opposed to what is wrong with the request. */
export class MethodFailed {
  constructor(readonly thrown: unknown) {}
}

const UNPROCESSABLE = 422

/** Seconds after which a caller may try again. */
const RETRY_AFTER = 1

/** What a call *by* the method has failed with, where that says something to whoever waits. */
const PASSED_ON: ReadonlyMap<string, number> = new Map([
  ['RpcTimeout', 504],
  ['PublishTimeout', 504],
  ['Overloaded', 503],
  ['Expired', 503],
  ['UnknownService', 503],
  ['ConnectionLost', 503],
])

/** The others that the runtime raises for calls of the method's: nothing of them leaves. */
const HIDDEN: ReadonlySet<string> = new Set(
  'BrokerRefused BrokerUnreachable Cancelled ConfigError ContractMismatch IncorrectSignature InvalidArguments InvalidResult MalformedRequest MessageTooLarge MethodNotFound RemoteError ServiceDefinitionError ServiceError Unroutable'.split(
    ' ',
  ),
)

/** The answer that tells of an error. Of one that nobody has declared it tells nothing. */
export function failureOf(error: unknown): HttpFailure {
  if (error instanceof HttpFailure) return error
  if (error instanceof MethodFailed) return thrownFailure(error.thrown)
  if (isServiceError(error) && error instanceof InvalidArguments) {
    const { message, code, problems } = error as InvalidArguments
    return new HttpFailure(400, message, { code, problems })
  }
  return internal()
}

/** Whether an answer tells of something that nobody has foreseen. */
export function isUnforeseen({ status }: HttpFailure): boolean {
  return status === 500
}

function thrownFailure(thrown: unknown): HttpFailure {
  // A body that is read by the method can still prove to be too large.
  if (thrown instanceof HttpFailure) return thrown
  if (!isServiceError(thrown)) return internal()
  const { code, message } = thrown
  const passedOn = PASSED_ON.get(code)
  if (passedOn !== undefined) {
    const headers = passedOn === 503 ? { 'retry-after': `${RETRY_AFTER}` } : {}
    return new HttpFailure(passedOn, '', { headers })
  }
  if (HIDDEN.has(code)) return internal()
  return new HttpFailure(statusOf(thrown), message, { code })
}

function statusOf(error: ServiceError): number {
  const { status } = error.constructor as { readonly status?: unknown }
  const isError = Number.isInteger(status) && Number(status) >= 400 && Number(status) <= 599
  return isError ? Number(status) : UNPROCESSABLE
}

function internal(): HttpFailure {
  return new HttpFailure(500, '')
}

export function overloaded(): HttpFailure {
  const headers = { 'retry-after': `${RETRY_AFTER}` }
  return new HttpFailure(503, 'no worker was free in time: nothing was done', {
    headers,
    code: 'Overloaded',
  })
}

export function problemResponse({ status, message, options }: HttpFailure): Response {
  const details: ProblemDetails = {
    title: STATUS_CODES[status] ?? 'Error',
    status,
    ...(message !== '' && { detail: message }),
    ...(options.code !== undefined && { code: options.code }),
    ...(options.problems !== undefined && { errors: options.problems }),
  }
  return new Response(JSON.stringify(details), {
    status,
    headers: { 'content-type': 'application/problem+json', ...options.headers },
  })
}
