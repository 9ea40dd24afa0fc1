import type { ErrorCodec, Problem } from '../codec/index.js'
import * as callErrors from './call-errors.js'
import { markRemote } from './free-to-travel.js'
import { isRaisedByRuntime } from './raised-by-runtime.js'
import { isServiceError, ServiceError } from './service-error.js'
import { ConnectionNotFound } from './socket-errors.js'
import { travellingForm } from './travelling-form.js'

/**
 * An error as Nameko's replies carry it (`exceptions.py`, `serialize`). Python reads the `exc_*`
 * keys and `value`; the others are Mycelia's own, and peers ignore them.
 */
export interface ErrorOnTheWire {
  readonly exc_type: string
  readonly exc_path: string
  readonly exc_args: readonly unknown[]
  readonly value: string
  /** The stable code of a service's own error. */
  readonly code?: string
  readonly retry?: string
  /** The data of a service's own error, in its JSON form. */
  readonly data?: unknown
  readonly problems?: readonly Problem[]
}

/** Those that Mycelia raises itself, by the path under which they travel. */
const BY_PATH: ReadonlyMap<string, (wire: ErrorOnTheWire) => ServiceError> = new Map([
  path(callErrors.MethodNotFound),
  path(callErrors.IncorrectSignature),
  path(callErrors.MalformedRequest),
  path(callErrors.MessageTooLarge),
  path(callErrors.Overloaded),
  path(callErrors.Expired),
  path(callErrors.Cancelled),
  path(callErrors.ConnectionLost),
  path(callErrors.InvalidArguments, (wire) => problemsOf(wire)),
  path(callErrors.InvalidContext),
  path(callErrors.InvalidResult, (wire) => problemsOf(wire)),
])

function path<Rest extends unknown[]>(
  type: (new (
    message: string,
    ...rest: Rest
  ) => ServiceError) & { readonly excPath?: string | undefined },
  ...rest: { [K in keyof Rest]: (wire: ErrorOnTheWire) => Rest[K] }
): [string, (wire: ErrorOnTheWire) => ServiceError] {
  const create = (wire: ErrorOnTheWire) =>
    new type(wire.value, ...(rest.map((read) => read(wire)) as Rest))
  return [type.excPath ?? `mycelia.${type.name}`, create]
}

/** The form of an error that the runtime itself raises while it serves a request. */
export function errorToWire(error: ServiceError): ErrorOnTheWire {
  const { problems } = error as { readonly problems?: readonly Problem[] }
  const value = textOf(error)
  const exc_path = excPathOf(error) ?? `mycelia.${error.code}`
  return {
    // Python's name of the class, where it has another one than here.
    exc_type: exc_path.slice(exc_path.lastIndexOf('.') + 1),
    exc_path,
    exc_args: [value],
    value,
    ...(problems !== undefined && problems.length > 0 && { problems }),
  }
}

/**
 * The form of what a method has thrown. Errors that it declares keep their code and their data,
 * those of interceptors their code;
 * whatever else it is, only the class's name and the message leave the process. An error that the
 * runtime raised for a call *by* the method is told as a remote one: the caller must not take it
 * for its own.
 * @param declared The errors that the method declares.
 */
export function thrownToWire(
  thrown: unknown,
  service: string,
  declared: readonly ErrorCodec[] = [],
): ErrorOnTheWire {
  if (!isServiceError(thrown)) return plain(thrown, service)
  if (!isRaisedByRuntime(thrown.code)) {
    const { name, retry } = thrown
    const value = textOf(thrown)
    const form = travellingForm(thrown, declared)
    // By a path of its own callers would know its class, and miss its data.
    const own = form === undefined ? undefined : excPathOf(thrown)
    const exc_path = own ?? `${service}.${name}`
    const told = { exc_type: name, exc_path, exc_args: [value], value }
    return form === undefined ? told : { ...told, retry, ...form }
  }
  const value =
    thrown instanceof callErrors.RemoteError ? thrown.message : `${thrown.name} ${thrown.message}`
  const exc_path = callErrors.RemoteError.excPath
  return { exc_type: 'RemoteError', exc_path, exc_args: [value], value }
}

/** The text of an error: of those that Nameko has too, what Nameko says, which is a name alone. */
function textOf(error: ServiceError): string {
  if (error instanceof callErrors.MethodNotFound) return error.method
  return error instanceof ConnectionNotFound ? error.socketId : error.message
}

function plain(thrown: unknown, service: string): ErrorOnTheWire {
  const isError = thrown instanceof Error
  const exc_type = isError ? thrown.constructor.name || 'Error' : 'NonError'
  const value = isError ? thrown.message : text(thrown)
  return { exc_type, exc_path: `${service}.${exc_type}`, exc_args: [value], value }
}

/** What was thrown, as text; thrown objects may defy even that. */
function text(thrown: unknown): string {
  try {
    return String(thrown)
  } catch {
    return Object.prototype.toString.call(thrown)
  }
}

/** The error that a reply carries. It never throws, whatever a peer has sent. */
export function errorFromWire(wire: unknown): ServiceError {
  const error = readWire(wire)
  const known = BY_PATH.get(error.exc_path)
  if (known !== undefined) return known(error)
  if (error.code === undefined || isRaisedByRuntime(error.code)) {
    return new callErrors.RemoteError(error.exc_type, error.value, error.exc_path, error.exc_args)
  }
  return markRemote(restore(error, error.code))
}

/** An error of the service's own, recognised by its code. */
function restore(wire: ErrorOnTheWire, code: string): ServiceError {
  const retry = wire.retry === 'safe' || wire.retry === 'never' ? wire.retry : 'unknown'
  const error = new ServiceError(wire.value, { retry })
  if (wire.data !== undefined) Object.defineProperty(error, 'data', { value: wire.data })
  Object.defineProperty(error, 'code', { value: code, enumerable: true })
  Object.defineProperty(error, 'name', { value: wire.exc_type, configurable: true })
  return error
}

function readWire(wire: unknown): ErrorOnTheWire {
  const given = (typeof wire === 'object' && wire !== null ? wire : {}) as Partial<ErrorOnTheWire>
  const string = (value: unknown, otherwise: string) =>
    typeof value === 'string' ? value : otherwise
  return {
    exc_type: string(given.exc_type, 'Error'),
    exc_path: string(given.exc_path, ''),
    exc_args: Array.isArray(given.exc_args) ? given.exc_args : [],
    value: string(given.value, typeof wire === 'string' ? wire : ''),
    ...(typeof given.code === 'string' && { code: given.code }),
    ...(typeof given.retry === 'string' && { retry: given.retry }),
    ...(given.data !== undefined && { data: given.data }),
    ...(given.problems !== undefined && { problems: given.problems }),
  }
}

function problemsOf(wire: ErrorOnTheWire): readonly Problem[] {
  if (!Array.isArray(wire.problems)) return []
  return wire.problems.filter(
    (problem) => typeof problem?.path === 'string' && typeof problem?.message === 'string',
  )
}

function excPathOf(error: ServiceError): string | undefined {
  return (error.constructor as typeof ServiceError).excPath
}
