import type { BuiltinName } from './builtins.js'
import type { ArrayConstraints, NumberConstraints, StringConstraints } from './constraints.js'

/**
 * The type model of a contract: what TypeScript means, without TypeScript.
 *
 * Every form has a `kind`. Named types (interfaces, aliases, enums) stand once in
 * {@link Contract.types}, under their name, and are referred to by `ref`; that is also how
 * recursive types are written.
 */
export type Type =
  | PrimitiveType
  | StringType
  | NumberType
  | LiteralType
  | TemplateType
  | BuiltinType
  | SetType
  | MapType
  | ArrayType
  | TupleType
  | ObjectType
  | RecordType
  | UnionType
  | EnumType
  | RefType

/**
 * A type with neither parts nor options. `void` is a result that carries nothing, `nonPrimitive`
 * TypeScript's `object`: any object or array.
 */
export interface PrimitiveType {
  readonly kind:
    | 'boolean'
    | 'null'
    | 'undefined'
    | 'void'
    | 'never'
    | 'unknown'
    | 'any'
    | 'nonPrimitive'
}

export interface StringType {
  readonly kind: 'string'
  readonly constraints?: StringConstraints
}

/** A finite number. */
export interface NumberType {
  readonly kind: 'number'
  readonly constraints?: NumberConstraints
}

/** One string, number or boolean: `'open'`, `42`, `true`. */
export interface LiteralType {
  readonly kind: 'literal'
  readonly value: string | number | boolean
}

/** Text of a pattern, `` `order-${number}` ``: a text, then a hole and a text, and so on. */
export interface TemplateType {
  readonly kind: 'template'
  /** One more than there are holes; the first and the last may be empty. */
  readonly texts: readonly string[]
  readonly holes: readonly TemplateHole[]
}

/** What stands in a hole: any text, text that is a number, or text in one case (`Uppercase`). */
export type TemplateHole =
  | 'string'
  | 'number'
  | 'bigint'
  | 'Uppercase'
  | 'Lowercase'
  | 'Capitalize'
  | 'Uncapitalize'

/** A type that travels by value, in a JSON form of its own, and arrives as what it was. */
export interface BuiltinType {
  readonly kind: 'builtin'
  /** Its name in TypeScript. */
  readonly name: BuiltinName
}

/** `Set<T>`, which travels as an array. */
export interface SetType {
  readonly kind: 'set'
  readonly items: Type
}

/** `Map<K, V>`, which travels as an object if its keys are strings, and as an array of pairs if not. */
export interface MapType {
  readonly kind: 'map'
  readonly key: Type
  readonly value: Type
}

/** `T[]`, `Array<T>`, `ReadonlyArray<T>`. */
export interface ArrayType {
  readonly kind: 'array'
  readonly items: Type
  readonly constraints?: ArrayConstraints
}

/** `[A, b?: B, ...C[]]`. */
export interface TupleType {
  readonly kind: 'tuple'
  readonly elements: readonly TupleElement[]
}

export interface TupleElement {
  /** The label, as in `[width: number]`. */
  readonly name?: string
  /** Of a rest element: the type of one of its items. */
  readonly type: Type
  readonly optional?: true
  readonly rest?: true
}

/** Known properties, in the order of their declaration, and what the others must be. */
export interface ObjectType {
  readonly kind: 'object'
  readonly properties: readonly Property[]
  /** The type of all other properties: the index signature. Without it there are no others. */
  readonly index?: Type
  /** Whether the service refuses what is given with other properties. @default it drops them */
  readonly exact?: true
}

export interface Property {
  readonly name: string
  readonly type: Type
  readonly optional?: true
  readonly readonly?: true
  readonly doc?: string
}

/**
 * `Record<K, V>` and `{ [key: string]: V }`: keys are strings, of a pattern or literals if K says so;
 * `number` stands for those that are numbers.
 */
export interface RecordType {
  readonly kind: 'record'
  readonly key: Type
  readonly value: Type
}

/** `A | B`. Members keep the order in which they were written. */
export interface UnionType {
  readonly kind: 'union'
  readonly members: readonly Type[]
}

/** `enum`: stands only as a named type. */
export interface EnumType {
  readonly kind: 'enum'
  readonly members: readonly EnumMember[]
}

export interface EnumMember {
  readonly name: string
  readonly value: string | number
  readonly doc?: string
}

/** A named type of the same contract. */
export interface RefType {
  readonly kind: 'ref'
  readonly name: string
}
