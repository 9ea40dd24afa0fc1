import type { Parameter } from 'mycelia/contract'
import { ts } from 'ts-morph'
import { docOf } from './documentation.js'
import { destructuredName, type ParameterName } from './parameter-name.js'
import type { Reading } from './reading.js'
import type { RpcOptions } from './rpc-options.js'
import { nameOf } from './source-position.js'
import { mentionOf } from './types/mention.js'
import type { TypeReader } from './types/read-type.js'
import { UNREADABLE } from './types/type-scope.js'
import { type Naming, toWireName } from './wire-name.js'

/** The method whose parameters are read. */
export interface ParameterOwner {
  readonly signature: ts.Signature
  readonly declaration: ts.MethodDeclaration
  readonly where: string
  readonly options: RpcOptions
  readonly naming: Naming
}

/** A parameter without its name on the wire, which depends on those beside it. */
type Unnamed = Omit<Parameter, 'wireName'> & { readonly node: ts.Node }

export function readParameters(
  owner: ParameterOwner,
  types: TypeReader,
  reading: Reading,
): readonly Parameter[] {
  refuseThis(owner, reading)
  const params = owner.signature.parameters.flatMap((symbol) =>
    readParameter(symbol, owner, types, reading),
  )
  const wireNames = wireNamesOf(params, owner, reading)
  checkClashes(params, wireNames, owner, reading)
  return params.map(({ node: _, name, ...rest }, index) => ({
    name,
    wireName: wireNames[index] ?? name,
    ...rest,
  }))
}

function readParameter(
  symbol: ts.Symbol,
  owner: ParameterOwner,
  types: TypeReader,
  reading: Reading,
): readonly Unnamed[] {
  const { checker, problems } = reading
  const declaration = symbol.valueDeclaration
  const node = declaration === undefined ? nameOf(owner.declaration) : nameOf(declaration)
  const written = declaration !== undefined && ts.isParameter(declaration) ? declaration : undefined
  const called = nameAndDoc(symbol, written, owner, reading)
  const refusal = called === undefined ? TAKEN_APART : written && refusalOf(written, called.name)
  if (called === undefined || refusal !== undefined) {
    if (refusal !== undefined) problems.add(node, { where: owner.where, ...refusal })
    return [{ name: symbol.name, type: UNREADABLE, node }]
  }
  const { name, ...doc } = called
  const type = checker.getTypeOfSymbol(symbol)
  const mention = mentionOf(owner.where, name, node, written?.type)
  if (written?.dotDotDotToken !== undefined) {
    const elements = types.readElements(type, mention)
    return elements.map(({ name: label, ...element }, index) => ({
      name: label ?? (element.rest ? name : `${name}${index}`),
      ...element,
      ...doc,
      node,
    }))
  }
  const read = written?.questionToken
    ? types.readOptional(type, mention)
    : types.read(type, mention)
  const optional = written?.questionToken !== undefined
  const preset = written?.initializer?.getText().replaceAll('\r\n', '\n')
  return [
    {
      name,
      type: written === undefined ? read : types.constrain(read, written, mention),
      ...(optional || preset !== undefined ? { optional: true } : {}),
      ...(preset === undefined ? {} : { default: preset }),
      ...doc,
      node,
    },
  ]
}

/** What a parameter is called; undefined when nothing names it. */
function nameAndDoc(
  symbol: ts.Symbol,
  written: ts.ParameterDeclaration | undefined,
  { declaration, options }: ParameterOwner,
  { checker }: Reading,
): ParameterName | undefined {
  return written === undefined || ts.isIdentifier(written.name)
    ? { name: symbol.name, ...docOf(symbol, checker) }
    : destructuredName(written, declaration, options.params?.value)
}

interface Refusal {
  readonly message: string
  readonly hint: string
}

const TAKEN_APART: Refusal = {
  message: 'a parameter is taken apart where it is declared, and so has no name on the wire',
  hint: 'name it in the doc comment of the method: `@param order`; or take it apart in the body: `const { id } = order`',
}

/** Why a parameter cannot be told to callers, if it cannot. */
function refusalOf(
  { type, initializer }: ts.ParameterDeclaration,
  name: string,
): Refusal | undefined {
  if (type !== undefined || initializer !== undefined) return undefined
  return {
    message: `the parameter \`${name}\` has no type`,
    hint: 'write one; `unknown` takes any value',
  }
}

function refuseThis({ declaration, where }: ParameterOwner, { problems }: Reading): void {
  const first = declaration.parameters[0]
  if (first === undefined || !ts.isIdentifier(first.name) || first.name.text !== 'this') return
  problems.add(first, {
    where,
    message: 'the method has a `this` parameter, and is called on its own service alone',
    hint: 'take the parameter away',
  })
}

function wireNamesOf(
  params: readonly Unnamed[],
  { options, naming, where }: ParameterOwner,
  { problems }: Reading,
): readonly string[] {
  const given = options.params
  if (given === undefined) return params.map(({ name }) => toWireName(name, naming))
  // A rest parameter has no keyword; it may be given one all the same.
  const fewest = params.filter(({ rest }) => !rest).length
  if (given.value.length < fewest || given.value.length > params.length) {
    problems.add(given.node, {
      where,
      message: `the option \`params\` names ${given.value.length} of ${params.length} parameters`,
      hint: 'name them all, in their order',
    })
  }
  return params.map(({ name }, index) => given.value[index] ?? name)
}

function checkClashes(
  params: readonly Unnamed[],
  wireNames: readonly string[],
  { options, where }: ParameterOwner,
  { problems }: Reading,
): void {
  params.forEach(({ name, node }, index) => {
    const wireName = wireNames[index]
    const place = options.params?.node ?? node
    const first = wireNames.indexOf(wireName ?? name)
    if (wireName === '') {
      problems.add(place, {
        where,
        message: `the parameter \`${name}\` has an empty name on the wire`,
        hint: 'name it in the option `params`',
      })
    } else if (first !== index) {
      problems.add(place, {
        where,
        message: `the parameters \`${params[first]?.name}\` and \`${name}\` are both '${wireName}' on the wire`,
        hint: "give each a name of its own: `@rpc({ params: ['...', '...'] })`",
      })
    }
  })
}
