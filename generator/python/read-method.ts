import type { Method } from 'mycelia/contract'
import type { Class, Module } from './module.js'
import { positionOf } from './notes.js'
import { camelCase, type ParameterScope, readParameters } from './read-parameters.js'
import { docstringOf } from './string-literal.js'
import { type Code, within } from './syntax.js'
import { UNKNOWN } from './well-known-types.js'

/** A method that callers can reach. */
export interface RpcMethod {
  readonly name: string
  readonly code: Code<Module>
  readonly in: Class
}

/** Methods that a client has itself, or that JavaScript asks it for. */
const RESERVED: ReadonlySet<string> = new Set([
  'with',
  'then',
  'constructor',
  'toJSON',
  '__proto__',
])

export function readMethod({ name, code }: RpcMethod, file: string, scope: ParameterScope): Method {
  const returns = code.node.getChild('TypeDef')?.lastChild
  const result = returns == null ? UNKNOWN : scope.types.read(within(code, returns))
  const inClient = scope.naming === 'camelCase' ? camelCase(name) : name
  const isTaken = RESERVED.has(inClient)
  if (isTaken)
    scope.notes.add(
      code,
      `clients use the name \`${inClient}\` themselves: the method is \`${inClient}_\` in this one`,
    )
  return {
    name: isTaken ? `${inClient}_` : inClient,
    wireName: name,
    kind: 'unary',
    ...docstringOf(code.node.getChild('Body'), code.text),
    params: readParameters(code, scope),
    result: result.kind === 'null' ? { kind: 'void' } : result,
    source: { file, ...positionOf(code) },
  }
}

/** How much of a method's signature has no type hint. */
export function untypedParts({ code }: RpcMethod, { params }: Method): number {
  const list = code.node.getChild('ParamList')
  const hints = list === null ? 0 : list.getChildren('TypeDef').length
  const returns = code.node.getChild('TypeDef') === null ? 1 : 0
  return Math.max(0, params.length - hints) + returns
}
