import type { HttpRoute, HttpVerb, Method, Parameter, Type } from 'mycelia/contract'
import type { ts } from 'ts-morph'
import { type DecoratedMember, findDecoratedMembers } from '../decorated-members.js'
import { DecoratorOptions } from '../decorator-options.js'
import { docOf } from '../documentation.js'
import type { ErrorReader } from '../errors/method-errors.js'
import { argumentOf, type Literal, literalOf } from '../literal-argument.js'
import type { Decoration } from '../mycelia-exports.js'
import { currentDeclaration, type MethodOwner, onlySignature, readResult } from '../read-method.js'
import { readParameters } from '../read-parameters.js'
import type { Reading } from '../reading.js'
import { nameOf, positionOf } from '../source-position.js'
import type { TypeReader } from '../types/read-type.js'
import { isPlatformSymbol } from '../types/unsupported-types.js'
import { pathProblem } from './path-pattern.js'

/** A route whose parameters are read, and not yet bound to the parts of a request. */
export interface RouteDraft {
  readonly route: Omit<HttpRoute, 'params'>
  readonly params: readonly Parameter[]
  readonly where: string
  readonly decoration: Decoration
  readonly declaration: ts.MethodDeclaration
  readonly signature: ts.Signature
}

/** The type of a parameter that gets the whole request. It is known by being this very object. */
export const REQUEST: Type = { kind: 'unknown' }

const RESPONSE: Type = { kind: 'unknown' }

const VERBS: readonly HttpVerb[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']

/** What routes are read with. */
export interface HttpReaders {
  readonly types: TypeReader
  readonly errors: ErrorReader
  /** The methods with `@rpc`, which are read. */
  readonly methods: readonly Method[]
}

/** The methods of a service with `@http`, a draft for each decorator. */
export function readHttp(
  service: ts.ClassLikeDeclaration,
  owner: MethodOwner,
  readers: HttpReaders,
  reading: Reading,
): readonly RouteDraft[] {
  const members = findDecoratedMembers(service, owner.className, 'http', reading)
  return members.flatMap((member) => readMember(member, owner, readers, reading))
}

function readMember(
  member: DecoratedMember,
  owner: MethodOwner,
  { types, errors, methods }: HttpReaders,
  reading: Reading,
): readonly RouteDraft[] {
  const { checker, problems, project } = reading
  const where = `${owner.className}.${member.name}`
  const property = checker.getPropertyOfType(owner.type, member.name)
  if (property === undefined) throw new Error('instances of the class do not have it')
  const declaration = currentDeclaration(member, property)
  const signature = onlySignature(property, declaration, where, reading)
  if (signature === undefined) return []
  const before = problems.count
  const params = readParameters(
    { signature, declaration, where, options: {}, naming: owner.naming },
    passing('Request', REQUEST, types, reading),
    reading,
  )
  const answers = passing('Response', RESPONSE, types, reading)
  const result = readResult(signature, declaration, where, answers, reading)
  if (problems.count > before) return []
  const common = {
    method: member.name,
    ...docOf(property, checker),
    result,
    ...(result === RESPONSE ? { response: true as const } : {}),
    source: positionOf(nameOf(declaration), project.folder),
  }
  // Of a method with @rpc it is settled which errors it declares.
  const declared = methods.find(({ name }) => name === member.name)
  return member.decorations.flatMap((decoration) => {
    const said = readDecoration(decoration, where, reading)
    if (said === undefined) return []
    const { list, ...told } = said
    const codes =
      list === undefined && declared !== undefined
        ? (declared.errors ?? [])
        : errors.read(declaration, list && { decorator: '@http', list }, where)
    const { method, ...rest } = common
    const route = { method, ...told, ...rest, ...(codes.length === 0 ? {} : { errors: codes }) }
    return [{ route, params, where, decoration, declaration, signature }]
  })
}

/** Reads types as `types` does, but for one of the platform, which stands for something else. */
function passing(name: string, as: Type, types: TypeReader, { program }: Reading): TypeReader {
  const isIt = ({ symbol }: { readonly symbol?: ts.Symbol }) =>
    symbol?.name === name && isPlatformSymbol(symbol, program)
  return { ...types, read: (type, mention) => (isIt(type) ? as : types.read(type, mention)) }
}

function readDecoration(
  { call, node }: Decoration,
  where: string,
  reading: Reading,
): (Pick<HttpRoute, 'verb' | 'path' | 'status'> & { readonly list?: ts.Node }) | undefined {
  const [verbNode, pathNode, optionsNode] = call?.arguments ?? []
  const verb = literalOr(verbNode, reading)
  const path = literalOr(pathNode, reading)
  if (!isVerb(verb)) {
    const lower = typeof verb === 'string' && isVerb(verb.toUpperCase())
    const given =
      verb === undefined ? 'is not known before the program runs' : `cannot be '${verb}'`
    const many = `write one of ${VERBS.join(', ')}; for several, one @http each`
    reading.problems.add(verbNode ?? node, {
      where,
      message: `the method of @http ${given}`,
      hint: lower ? `write '${verb.toUpperCase()}'` : many,
    })
    return undefined
  }
  const problem =
    typeof path === 'string'
      ? pathProblem(path)
      : { message: 'is not known before the program runs', hint: "write a literal: '/orders/:id'" }
  if (typeof path !== 'string' || problem !== undefined) {
    const message = `the path of @http ${problem?.message}`
    reading.problems.add(pathNode ?? node, { where, message, hint: problem?.hint ?? '' })
    return undefined
  }
  const options = new DecoratorOptions(optionsNode, '@http', where, reading)
  const status = options.literal('status', isSuccess, 'a literal from 200 to 399: `status: 201`')
  const list = options.find('errors')?.node
  return {
    verb,
    path,
    ...(status === undefined ? {} : { status }),
    ...(list === undefined ? {} : { list }),
  }
}

function literalOr(node: ts.Expression | undefined, { checker }: Reading): Literal | undefined {
  return node && literalOf(argumentOf(node, checker), checker)
}

function isVerb(value: Literal | undefined): value is HttpVerb {
  return (VERBS as readonly unknown[]).includes(value)
}

function isSuccess(value: Literal | undefined): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 200 && value < 400
}
