import type { MethodCodec } from '../codec/index.js'
import {
  ContractMismatch,
  IncorrectSignature,
  InvalidArguments,
  MethodNotFound,
} from '../errors/index.js'
import type { SentArguments } from './bind-arguments.js'

/** A call as a generated client has made it. */
export interface ClientCall {
  readonly service: string
  readonly codec: MethodCodec
  readonly sent: SentArguments
  /** The hash of the contract that the client was generated from. */
  readonly contract: string
}

/**
 * What a failed call is to be told as. A service that refuses what the client's own contract allows
 * runs by another contract: that is to be mended, not the call. Everything else stays what it is,
 * also what Nameko passes on unchanged of a call that the method itself has made.
 */
export function blameContract(error: unknown, call: ClientCall): unknown {
  const { service, codec } = call
  if (error instanceof MethodNotFound && error.method === codec.name) {
    return mismatch(call, `the ${service} that runs has no method "${codec.name}"`, error)
  }
  const isRefusal =
    error instanceof InvalidArguments ||
    (error instanceof IncorrectSignature && error.message.startsWith(`${codec.name}() `))
  if (!isRefusal || !isAllowed(call)) return error
  return mismatch(call, `the ${service} that runs takes other arguments (${error.message})`, error)
}

function mismatch({ codec, contract }: ClientCall, what: string, cause: unknown): ContractMismatch {
  return new ContractMismatch(
    `${what}, but this client was generated from contract ${contract}, which promises ${codec.name}(${codec.params.map(({ name }) => name).join(', ')}): ${REMEDY}`,
    { cause },
  )
}

/** What to do about a client and a service that differ. */
export const REMEDY: string =
  'if the client is stale, run `mycelia generate` where it is used; if the service is, deploy it anew'

/** Whether arguments are what the client's own contract allows. */
function isAllowed({ codec, sent }: ClientCall): boolean {
  const { params } = codec
  const bound = [...sent.args]
  for (const [keyword, value] of Object.entries(sent.kwargs ?? {})) {
    bound[params.findIndex(({ name }) => name === keyword)] = value
  }
  const positional = params.at(-1)?.rest ? params.slice(0, -1) : params
  while (bound.length < positional.length) bound.push(undefined)
  if (bound.length > positional.length && positional.length === params.length) return false
  if (positional.some(({ optional }, index) => !optional && bound[index] === undefined))
    return false
  return codec.acceptsArgs?.(bound) ?? true
}
