import { explainResult, formatProblems, type MethodCodec } from '../codec/index.js'
import { parseDuration } from '../config/index.js'
import { InvalidResult } from '../errors/index.js'
import type { Caller, InjectOptions, Scope, Started, Token } from '../token/index.js'
import { sendArguments } from './bind-arguments.js'
import {
  type CallDefaults,
  type CallOptions,
  requestDefaults,
  withOptions,
} from './call-options.js'
import { blameContract, REMEDY } from './contract-mismatch.js'
import { callRepeatedly } from './repeat-call.js'
import { type TypedError, typedError } from './typed-error.js'

/** What a generated client knows of its service. */
export interface ClientDefinition {
  /** The name of the service on the wire. */
  readonly service: string
  /** The hash of the contract that it was generated from. */
  readonly contract: string
  /** How each method crosses the wire, by its name in TypeScript. */
  readonly methods: Readonly<Record<string, MethodCodec>>
  /** The errors that its methods declare. @default none */
  readonly errors?: readonly TypedError[]
}

/** The token of a generated client: inject it, or give it to `cluster.client()`. */
export interface ClientToken<T> extends Token<T> {
  readonly definition: ClientDefinition
  /** A client that calls through a caller. */
  create(caller: Caller, defaults: CallDefaults, service?: string): T
}

/** Makes the token of a client. Generated code calls it. */
export function defineClient<T>(definition: ClientDefinition): ClientToken<T> {
  const Client = clientClass(definition)
  const create = (caller: Caller, defaults: CallDefaults, service = definition.service): T =>
    new Client({ caller, defaults, service }) as T
  return {
    name: `the client of ${definition.service}`,
    definition,
    create,
    start: ({ caller }: Scope, options: InjectOptions): Started<T> => {
      const timeout = options.timeout === undefined ? undefined : parseDuration(options.timeout)
      return {
        get: (context) => create(caller, { context, timeout }, options.service),
      }
    },
  }
}

/** What an instance of a client stands on. */
interface Binding {
  readonly caller: Caller
  readonly defaults: CallDefaults
  readonly service: string
}

const BINDING: unique symbol = Symbol('binding')

interface ClientInstance {
  readonly [BINDING]: Binding
}

/** A class of its own for each client: an instance costs one allocation, whatever its methods. */
function clientClass(definition: ClientDefinition): new (binding: Binding) => ClientInstance {
  class Client implements ClientInstance {
    readonly [BINDING]: Binding

    constructor(binding: Binding) {
      this[BINDING] = binding
    }

    with(options: CallOptions): Client {
      const { caller, defaults, service } = this[BINDING]
      return new Client({ caller, service, defaults: withOptions(defaults, options) })
    }
  }
  for (const [name, codec] of Object.entries(definition.methods)) {
    Object.defineProperty(Client.prototype, name, {
      value(this: ClientInstance, ...args: unknown[]) {
        return callMethod(this[BINDING], codec, args, definition)
      },
    })
  }
  return Client
}

async function callMethod(
  { caller, defaults, service }: Binding,
  codec: MethodCodec,
  given: unknown[],
  { contract, errors }: ClientDefinition,
): Promise<unknown> {
  const sent = sendArguments(codec, given)
  const { args, kwargs } = sent
  const request = { service, method: codec.name, args, kwargs, ...requestDefaults(defaults) }
  let json: unknown
  try {
    json = await callRepeatedly(caller, request, {
      idempotent: codec.idempotent === true,
      retries: defaults.retries,
    })
  } catch (error) {
    const blamed = blameContract(error, { service, codec, sent, contract })
    throw await typedError(blamed, `${service}.${codec.name}`, errors, contract)
  }
  const accepts = codec.acceptsResult ?? codec.isResult
  if (accepts !== undefined && !accepts(json)) {
    await refuseResult(`${service}.${codec.name}`, codec, json, contract)
  }
  return codec.decodeResult === undefined ? json : codec.decodeResult(json)
}

async function refuseResult(
  target: string,
  codec: MethodCodec,
  json: unknown,
  contract: string,
): Promise<never> {
  const { result } = await codec.schemas()
  const problems = explainResult(result.safeDecode(json))
  throw new InvalidResult(
    `${target} returned what contract ${contract}, from which this client was generated, ` +
      `does not promise (${formatProblems(problems)}): ${REMEDY}`,
    problems,
  )
}
