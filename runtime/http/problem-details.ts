import { STATUS_CODES } from 'node:http'
import type { ErrorCodec, Problem } from '../codec/index.js'
import {
  ConfigError,
  InvalidArguments,
  InvalidContext,
  isServiceError,
  ServiceDefinitionError,
  type ServiceError,
  travellingForm,
} from '../errors/index.js'
import { HttpFailure } from './http-failure.js'

/**
 * The body of every answer that tells of an error: RFC 9457, `application/problem+json`. The data
 * of a declared error are further members.
 */
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
  readonly [member: string]: unknown
}

/** What a method has thrown, as opposed to what is wrong with the request. */
export class MethodFailed {
  /** @param declared The errors that the route declares. */
  constructor(
    readonly thrown: unknown,
    readonly declared: readonly ErrorCodec[] = [],
  ) {}
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

/** What callers of RPC may know of a service, and the rest of the world need not. */
const INTERNAL: ReadonlySet<string> = new Set([ConfigError.code, ServiceDefinitionError.code])

/** The answer that tells of an error. Of one that nobody has declared it tells nothing. */
export function failureOf(error: unknown): HttpFailure {
  if (error instanceof HttpFailure) return error
  if (error instanceof MethodFailed) return thrownFailure(error)
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

function thrownFailure({ thrown, declared }: MethodFailed): HttpFailure {
  // A body that is read by the method can still prove to be too large.
  if (thrown instanceof HttpFailure) return thrown
  if (!isServiceError(thrown) || INTERNAL.has(thrown.code)) return internal()
  const passedOn = PASSED_ON.get(thrown.code)
  if (passedOn !== undefined) {
    const headers = passedOn === 503 ? { 'retry-after': `${RETRY_AFTER}` } : {}
    return new HttpFailure(passedOn, '', { headers })
  }
  // Its text may be of a service that the method has called.
  if (thrown.code === InvalidContext.code) {
    const why = 'what the headers say of the context is not accepted'
    return new HttpFailure(400, why, { code: InvalidContext.code })
  }
  const form = travellingForm(thrown, declared)
  if (form === undefined) return internal()
  const { code, data } = form
  const codec = declared.find((candidate) => candidate.code === code)
  const status = codec === undefined ? statusOf(thrown) : (codec.status ?? UNPROCESSABLE)
  const members = data as Readonly<Record<string, unknown>> | undefined
  return new HttpFailure(status, thrown.message, {
    code,
    ...(members !== undefined && { data: members }),
  })
}

/** Of an error of an interceptor, which no route declares. */
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
  // Data never stand in for what all problem details say, whatever their fields are called.
  return new Response(JSON.stringify({ ...details, ...options.data, ...details }), {
    status,
    headers: { 'content-type': 'application/problem+json', ...options.headers },
  })
}
