import type { MethodCodec, ParamCodec } from '../codec/index.js'
import { explainArguments, formatProblems } from '../codec/index.js'
import { IncorrectSignature, InvalidArguments } from '../errors/index.js'
import type { SensitiveArguments } from '../service/index.js'
import type { RpcRequest } from '../wire/index.js'
import { hideSensitive } from './hide-sensitive.js'

/**
 * The arguments of a request, in the order of the parameters and decoded.
 * @throws {IncorrectSignature} when there are too many, too few or unknown-named ones.
 * @throws {InvalidArguments} when one is of another type; the message says which.
 */
export async function bindRequest(
  codec: MethodCodec,
  request: RpcRequest,
  sensitive?: SensitiveArguments['sensitive'],
): Promise<readonly unknown[]> {
  const bound = bindArguments(codec, request)
  if (codec.acceptsArgs !== undefined && !codec.acceptsArgs(bound)) {
    const { args } = await codec.schemas()
    const found = explainArguments(args.safeDecode(bound), codec.params)
    const problems = hideSensitive(found, sensitive)
    throw new InvalidArguments(`${codec.name}: ${formatProblems(problems)}`, problems)
  }
  return codec.decodeArgs === undefined ? bound : codec.decodeArgs(bound)
}

/** As Python binds them, in its words: Nameko's users know what they mean. */
function bindArguments({ name, params }: MethodCodec, { args, kwargs }: RpcRequest): unknown[] {
  const hasRest = params.at(-1)?.rest === true
  const positional = hasRest ? params.slice(0, -1) : params
  if (args.length > positional.length && !hasRest) refuseTooMany(name, positional, args.length)
  const bound = args.slice()
  while (bound.length < positional.length) bound.push(undefined)
  for (const keyword of Object.keys(kwargs)) {
    const index = positional.findIndex((param) => param.name === keyword)
    if (index < 0) refuse(name, `got an unexpected keyword argument '${keyword}'`)
    if (index < args.length) refuse(name, `got multiple values for argument '${keyword}'`)
    bound[index] = kwargs[keyword]
  }
  const isMissing = (param: ParamCodec, index: number) =>
    param.optional !== true && bound[index] === undefined
  if (positional.some(isMissing)) refuseMissing(name, positional.filter(isMissing))
  return bound
}

function refuse(name: string, why: string): never {
  throw new IncorrectSignature(`${name}() ${why}`)
}

function refuseTooMany(name: string, params: readonly ParamCodec[], given: number): never {
  const least = params.filter((param) => param.optional !== true).length
  const most = params.length
  const takes = least === most ? `${most}` : `from ${least} to ${most}`
  const plural = most === 1 ? '' : 's'
  const were = given === 1 ? 'was' : 'were'
  refuse(name, `takes ${takes} positional argument${plural} but ${given} ${were} given`)
}

function refuseMissing(name: string, params: readonly ParamCodec[]): never {
  const names = params.map((param) => `'${param.name}'`)
  const last = names.pop()
  const list = names.length === 0 ? last : `${names.join(', ')} and ${last}`
  const plural = params.length === 1 ? '' : 's'
  refuse(name, `missing ${params.length} required positional argument${plural}: ${list}`)
}
