import type { Method, ObjectType, Parameter, TupleElement, Type } from 'mycelia/contract'
import {
  arrayLiteral,
  bracketed,
  type Doc,
  group,
  hardline,
  ifBroken,
  indent,
  join,
  line,
  softline,
} from './layout.js'
import { withTags } from './print-constraints.js'
import { printTemplate } from './print-template.js'
import { docComment, isIdentifier, propertyName, quote } from './printer.js'
import { refsIn } from './refs-in.js'
import { allowsUndefined } from './type-facts.js'

/** How a named type is written; it may have to be imported. */
export type NameOf = (name: string) => string

/** A type in TypeScript's syntax. */
export function printType(type: Type, nameOf: NameOf): Doc {
  switch (type.kind) {
    case 'literal':
      return printLiteral(type.value)
    case 'template':
      return printTemplate(type)
    case 'nonPrimitive':
      return 'object'
    case 'builtin':
      return type.name
    case 'set':
      return bracketed('Set<', [printType(type.items, nameOf)], '>', { comma: '' })
    case 'map': {
      const parts = [printType(type.key, nameOf), printType(type.value, nameOf)]
      return bracketed('Map<', parts, '>', { comma: '' })
    }
    case 'array':
      return printArray(type.items, nameOf)
    case 'tuple':
      return arrayLiteral(type.elements.map((element) => printElement(element, nameOf)))
    case 'object':
      return printObject(type, nameOf)
    case 'record':
      return printRecord(type.key, type.value, nameOf)
    case 'union':
      return printUnion(type.members.map((member) => printType(member, nameOf)))
    case 'enum':
      return printUnion(type.members.map(({ value }) => printLiteral(value)))
    case 'ref':
      return nameOf(type.name)
    default:
      return type.kind
  }
}

/** A literal type, or the same as an expression. */
export function printLiteral(value: string | number | boolean): string {
  return typeof value === 'string' ? quote(value) : String(value)
}

function printArray(items: Type, nameOf: NameOf): Doc {
  if (items.kind !== 'union') return [printType(items, nameOf), '[]']
  const members = items.members.map((member) => printType(member, nameOf))
  return group('(', indent(softline, alternatives(members)), softline, ')[]')
}

function printUnion(members: readonly Doc[]): Doc {
  return group(indent(softline, alternatives(members)))
}

function alternatives(members: readonly Doc[]): Doc {
  return [ifBroken('| '), join([line, '| '], members)]
}

/** Aliases that contain themselves may do so in an index signature, not as an argument of another. */
function printRecord(key: Type, value: Type, nameOf: NameOf): Doc {
  const printed = printType(value, nameOf)
  if (refsIn(value).length === 0) {
    return bracketed('Record<', [printType(key, nameOf), printed], '>', { comma: '' })
  }
  return key.kind === 'string'
    ? group('{ [key: string]: ', printed, ' }')
    : group('{ [key in ', printType(key, nameOf), ']: ', printed, ' }')
}

function printElement({ name, type, optional, rest }: TupleElement, nameOf: NameOf): Doc {
  const printed = printType(type, nameOf)
  if (rest) return [name === undefined ? '...' : `...${name}: `, printArray(type, nameOf)]
  if (name !== undefined) return [`${name}${optional ? '?' : ''}: `, printed]
  if (!optional) return printed
  return type.kind === 'union' ? ['(', printed, ')?'] : [printed, '?']
}

/** The members of an object type, as those of an interface. */
export function printMembers(type: ObjectType, nameOf: NameOf): readonly Doc[] {
  const members = type.properties.map((property) => {
    const mark = property.optional ? '?' : ''
    const head = `${property.readonly ? 'readonly ' : ''}${propertyName(property.name)}${mark}`
    const doc = withTags(property.doc, property.type)
    return [comment(doc), `${head}: `, printType(property.type, nameOf)]
  })
  if (type.index === undefined) return members
  return [...members, ['[key: string]: ', printType(type.index, nameOf)]]
}

/** A doc comment above what follows it; nothing without a text. */
export function comment(doc: string | undefined): Doc {
  return docComment(doc).map((text) => [text, hardline])
}

function printObject(type: ObjectType, nameOf: NameOf): Doc {
  const members = printMembers(type, nameOf)
  if (members.length === 0) return '{}'
  const separator = [ifBroken('', ';'), line]
  return group('{', indent(line, join(separator, members)), line, '}')
}

/** The parameters of a method as a caller writes them. */
export function printParameters(method: Method, nameOf: NameOf): Doc {
  const { params } = method
  const printed = params.map((param, index) => {
    const name = parameterName(param, index)
    if (param.rest) return [`...${name}: `, printArray(param.type, nameOf)]
    // Only what nothing required follows can be left out.
    const mayEnd = params.slice(index + 1).every(({ optional, rest }) => optional || rest)
    if (!param.optional || !mayEnd) return [`${name}: `, printArgument(param, nameOf)]
    return [`${name}?: `, printType(param.type, nameOf)]
  })
  const [only] = params
  if (params.length === 1 && only?.type.kind === 'object') return ['(', printed, ')']
  // Nothing may follow a rest parameter, not even a comma.
  return bracketed('(', printed, ')', { comma: params.at(-1)?.rest ? '' : ',' })
}

/** The arguments of a method as a tuple with an entry for each parameter. */
export function printArguments({ params }: Method, nameOf: NameOf): Doc {
  return arrayLiteral(
    params.map((param, index) => {
      const name = parameterName(param, index)
      if (param.rest) return [`...${name}: `, printArray(param.type, nameOf)]
      return [`${name}: `, printArgument(param, nameOf)]
    }),
  )
}

function printArgument({ type, optional }: Parameter, nameOf: NameOf): Doc {
  const printed = printType(type, nameOf)
  return optional && !allowsUndefined(type) ? [printed, ' | undefined'] : printed
}

/** A parameter's name where it can be one in a module. */
export function parameterName({ name }: Parameter, index: number): string {
  return isIdentifier(name) && !RESERVED.has(name) ? name : `argument${index + 1}`
}

/** What cannot be the name of a parameter in a module. */
const RESERVED: ReadonlySet<string> = new Set(
  (
    'arguments await break case catch class const continue debugger default delete do else enum eval ' +
    'export extends false finally for function if implements import in instanceof interface let new ' +
    'null package private protected public return static super switch this throw true try typeof var ' +
    'void while with yield'
  ).split(' '),
)
