import type { NamedType, Property, TupleElement, Type, UnionType } from 'mycelia/contract'
import { ts } from 'ts-morph'
import type { Reading } from '../reading.js'
import { createAmbiguityCheck } from './ambiguous-unions.js'
import { constrain, constrainByAlias } from './constraints.js'
import { declaredType } from './declared-type.js'
import { inWords, type Mention } from './mention.js'
import { NamedTypes } from './named-types.js'
import { readEnum } from './read-enum.js'
import { readIntersection } from './read-intersection.js'
import { readFields, readObject } from './read-object.js'
import { readTemplate } from './read-template.js'
import { readArray, readRestElements, readTuple } from './read-tuple.js'
import { readUnion } from './read-union.js'
import { SizeLimits } from './size-limits.js'
import { type TypeScope, UNREADABLE } from './type-scope.js'
import { isUnresolved, reportUnresolved } from './unresolved-type.js'

/** Reads the types of one service. */
export interface TypeReader {
  /** Reads a type, and the named types that it mentions. What cannot travel is reported. */
  read(type: ts.Type, mention: Mention): Type
  /** Reads a parameter's type less the `undefined` that its `?` adds. */
  readOptional(type: ts.Type, mention: Mention): Type
  /** A type that was read, with what the tags above its parameter demand. */
  constrain(type: Type, parameter: ts.Node, mention: Mention): Type
  /** What a rest parameter takes. */
  readElements(type: ts.Type, mention: Mention): readonly TupleElement[]
  /** Public fields of a class, as the properties of an object. */
  readFields(fields: readonly ts.Symbol[], mention: Mention): readonly Property[]
  /** All named types that were mentioned, when all has been read. */
  finish(): Record<string, NamedType>
}

interface SeenUnion {
  readonly union: UnionType
  readonly type: ts.Type
  readonly mention: Mention
}

export function createTypeReader(reading: Reading): TypeReader {
  const { checker, program, problems } = reading
  const unions: SeenUnion[] = []
  const limits = new SizeLimits()

  const scope: TypeScope = {
    reading,
    checker,
    isNamed: (type) => declaredType(type, checker, program) !== undefined,
    read(type, mention) {
      const refused = limits.refuse(mention, scope)
      if (refused !== undefined) return refused
      if (isUnresolved(type)) return reportUnresolved(mention, scope)
      const reference = named.refer(type, mention)
      return reference ?? constrainByAlias(readForm(type, mention, scope), mention, scope)
    },
    refuse(mention, what, hint) {
      const message = `${inWords(mention)} ${what}`
      const topic = `${mention.stepsFromNode} ${what}`
      problems.add(mention.node, { where: mention.where, message, hint }, topic)
      return UNREADABLE
    },
    addUnion(union, type, mention) {
      unions.push({ union, type, mention })
    },
  }
  const named = new NamedTypes(scope, {
    readEnum: (symbol, mention) => readEnum(symbol, mention, scope),
    readForm(type, mention) {
      limits.start(mention)
      return readForm(type, mention, scope)
    },
  })

  const thenNamed = <T>(mention: Mention, read: () => T): T => {
    limits.start(mention)
    const type = read()
    named.readAll()
    return type
  }
  return {
    read: (type, mention) => thenNamed(mention, () => scope.read(type, mention)),
    readOptional: (type, mention) =>
      thenNamed(mention, () => readUnion(type, mention, scope, { optional: 'parameter' })),
    constrain: (type, parameter, mention) => constrain(type, [parameter], mention, scope),
    readElements: (type, mention) =>
      thenNamed(mention, () => readRestElements(type, mention, scope)),
    readFields: (fields, mention) => thenNamed(mention, () => readFields(fields, mention, scope)),
    finish() {
      const types = named.toRecord()
      if (limits.exceeded) return types
      const isAmbiguous = createAmbiguityCheck(types)
      for (const { union, type, mention } of unions) {
        const reason = isAmbiguous(union)
        if (reason === undefined) continue
        const text = writtenText(type, mention, checker) ?? checker.typeToString(type)
        scope.refuse(mention, `is \`${text}\`, ${AMBIGUOUS} ${reason}`, TELL_APART)
      }
      return types
    },
  }
}

/** A union as its author wrote it, if that is what it comes to. */
function writtenText(
  type: ts.Type,
  { typeNode }: Mention,
  checker: ts.TypeChecker,
): string | undefined {
  if (typeNode === undefined || !type.isUnion()) return undefined
  const written = checker.getTypeFromTypeNode(typeNode)
  if (!written.isUnion() || !written.types.every((part) => type.types.includes(part)))
    return undefined
  const text = typeNode.getText()
  return /^.{1,80}$/.test(text) ? text : undefined
}

const AMBIGUOUS = 'whose members cannot be told apart on the wire, where'

const TELL_APART =
  'write one of them, or objects that a property with a literal type tells apart: ' +
  "`{ type: 'a', ... } | { type: 'b', ... }`"

const PRIMITIVES: ReadonlyMap<ts.TypeFlags, Type> = new Map<ts.TypeFlags, Type>([
  [ts.TypeFlags.String, { kind: 'string' }],
  [ts.TypeFlags.Number, { kind: 'number' }],
  [ts.TypeFlags.Null, { kind: 'null' }],
  [ts.TypeFlags.Undefined, { kind: 'undefined' }],
  [ts.TypeFlags.Void, { kind: 'void' }],
  [ts.TypeFlags.Never, { kind: 'never' }],
  [ts.TypeFlags.Unknown, { kind: 'unknown' }],
  [ts.TypeFlags.Any, { kind: 'any' }],
  [ts.TypeFlags.BigInt, { kind: 'builtin', name: 'bigint' }],
])

const SYMBOL = ts.TypeFlags.ESSymbol | ts.TypeFlags.UniqueESSymbol
const PATTERN = ts.TypeFlags.TemplateLiteral | ts.TypeFlags.StringMapping

function readForm(type: ts.Type, mention: Mention, scope: TypeScope): Type {
  const { flags } = type
  if (flags & ts.TypeFlags.Boolean) return { kind: 'boolean' }
  const literal = readLiteral(type, mention, scope)
  if (literal !== undefined) return literal
  const primitive = PRIMITIVES.get(flags)
  if (primitive !== undefined) return primitive
  if (type.isUnion()) return readUnion(type, mention, scope)
  if (type.isIntersection()) return readIntersection(type, mention, scope)
  if (flags & ts.TypeFlags.Object) return readObjectForm(type as ts.ObjectType, mention, scope)
  if (flags & ts.TypeFlags.NonPrimitive) {
    return { kind: 'nonPrimitive' }
  }
  if (flags & SYMBOL) {
    return scope.refuse(mention, 'is a symbol, and symbols cannot travel', 'write a `string`')
  }
  if (flags & ts.TypeFlags.BigIntLiteral) {
    const text = scope.checker.typeToString(type)
    return scope.refuse(mention, `is \`${text}\`, one bigint alone`, 'write `bigint`')
  }
  if (flags & PATTERN) return readTemplate(type as ts.TemplateLiteralType, mention, scope)
  return readParameterised(type, mention, scope)
}

function readLiteral(type: ts.Type, mention: Mention, scope: TypeScope): Type | undefined {
  if (type.isStringLiteral()) return { kind: 'literal', value: type.value }
  if (type.isNumberLiteral()) {
    return Number.isFinite(type.value)
      ? { kind: 'literal', value: type.value }
      : scope.refuse(mention, `is ${type.value}, which JSON does not have`, 'write `number`')
  }
  if (type.flags & ts.TypeFlags.BooleanLiteral) {
    return { kind: 'literal', value: scope.checker.typeToString(type) === 'true' }
  }
  return undefined
}

function readObjectForm(type: ts.ObjectType, mention: Mention, scope: TypeScope): Type {
  if (scope.checker.isArrayType(type)) return readArray(type as ts.TypeReference, mention, scope)
  if (scope.checker.isTupleType(type)) {
    return readTuple(type as ts.TupleTypeReference, mention, scope)
  }
  return readObject(type, mention, scope)
}

/** What depends on a type parameter, or on `this`. */
function readParameterised(type: ts.Type, mention: Mention, scope: TypeScope): Type {
  const { checker } = scope
  const isThis = type.isTypeParameter() && (type.symbol?.flags ?? 0) & DECLARES_THIS
  const constraint = isThis ? checker.getBaseConstraintOfType(type) : undefined
  if (constraint !== undefined) return scope.read(constraint, mention)
  return scope.refuse(
    mention,
    `is \`${checker.typeToString(type)}\`, which depends on a type parameter`,
    'write a type that is known when the code is written',
  )
}

const DECLARES_THIS = ts.SymbolFlags.Class | ts.SymbolFlags.Interface
