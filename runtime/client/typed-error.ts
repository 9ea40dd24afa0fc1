import { type ErrorCodec, explainValue, formatProblems } from '../codec/index.js'
import { ContractMismatch, isServiceError, markRemote, type ServiceError } from '../errors/index.js'
import { REMEDY } from './contract-mismatch.js'

/** An error that a client knows: its class, and how its data crosses the wire. Generated. */
export interface TypedError {
  /** Made with its data, where it has some, then the message and the options of the error. */
  readonly type: new (
    ...args: any[]
  ) => ServiceError
  readonly codec: ErrorCodec
}

/** What a reply has brought of an error of the service's own. */
interface Received extends ServiceError {
  readonly data?: unknown
}

/**
 * What a failed call is to be thrown as: an instance of the client's own class, where it has one
 * for the error's code. Data that does not fit the class says that client and service differ; the
 * error itself is the cause then.
 */
export async function typedError(
  error: unknown,
  target: string,
  known: readonly TypedError[] = [],
  contract: string,
): Promise<unknown> {
  if (!isServiceError(error)) return error
  const typed = known.find(({ codec }) => codec.code === error.code)
  if (typed === undefined) return error
  const { data, message, retry, stack } = error as Received
  const { codec, type } = typed
  const accepts = codec.accepts ?? codec.is
  if (codec.encode !== undefined && accepts !== undefined && !accepts(data)) {
    return refuseData(error, data, codec, target, contract)
  }
  const own =
    codec.encode === undefined
      ? new type(message, { retry })
      : new type(codec.decode === undefined ? data : codec.decode(data), message, { retry })
  // The stack leads to whoever awaits the call, and begins with the class's name.
  if (stack !== undefined) own.stack = stack.replace(/^[^\n:]*/, () => own.name)
  return markRemote(own)
}

async function refuseData(
  error: ServiceError,
  data: unknown,
  { code, schema }: ErrorCodec,
  target: string,
  contract: string,
): Promise<ContractMismatch> {
  const outcome = (await schema?.())?.safeDecode(data)
  const problems = outcome === undefined ? [] : explainValue(outcome, error.name)
  return new ContractMismatch(
    `${target} failed with ${code} (${error.message}), whose data is not what contract ${contract}, ` +
      `from which this client was generated, promises (${formatProblems(problems)}): ${REMEDY}`,
    { cause: error, retry: error.retry },
  )
}
