import type { ErrorCodec } from './error-codec.js'

/**
 * A method as it crosses the wire. Generated, one for each method; client and server stand on the
 * same one.
 *
 * A function that is absent means that there is nothing to do: the JSON form of the value is the
 * value itself. Arguments are always an array with an entry for each parameter, `undefined` where
 * one was left out; the items of a rest parameter follow at the end.
 */
export interface MethodCodec<Args extends readonly unknown[] = any, Result = any> {
  /** The name on the wire. */
  readonly name: string
  readonly params: readonly ParamCodec[]
  /** Whether the caller may send it again when its fate is unknown. @default false */
  readonly idempotent?: boolean
  /** Whether arguments in their JSON form are what the method takes. @default all are */
  readonly acceptsArgs?: (args: readonly any[]) => boolean
  /** The arguments of an accepted JSON form. */
  readonly decodeArgs?: (args: readonly any[]) => Args
  /** The JSON form of arguments: declared properties only. */
  readonly encodeArgs?: (args: Args) => readonly unknown[]
  /** Whether a value is what the method may return. @default all are */
  readonly isResult?: (value: any) => boolean
  /** Whether a JSON value is a result in its JSON form. @default `isResult` */
  readonly acceptsResult?: (json: any) => boolean
  /** The JSON form of a result: declared properties only. */
  readonly encodeResult?: (value: Result) => unknown
  /** The result of an accepted JSON form. */
  readonly decodeResult?: (json: any) => Result
  /** The errors that it declares: the only ones that travel as what they are. @default none */
  readonly errors?: readonly ErrorCodec[]
  /** The same knowledge as schemas, loaded to explain a refusal. */
  readonly schemas: () => Promise<MethodSchemas>
}

export interface ParamCodec {
  /** The keyword on the wire. */
  readonly name: string
  /** It may be left out. @default false */
  readonly optional?: boolean
  /** It takes all further positional arguments. @default false */
  readonly rest?: boolean
  /** It travels by its keyword alone. @default false */
  readonly keyword?: boolean
}

/** What explains a refused value. Generated with zod; nothing but this is asked of it. */
export interface MethodSchemas {
  /** Of a tuple: the arguments in their JSON form, decoded. */
  readonly args: ValueSchema
  readonly result: ValueSchema
}

/** The part of a zod schema that is needed: both directions between a value and its JSON form. */
export interface ValueSchema {
  safeDecode(json: any): SchemaOutcome
  safeEncode(value: any): SchemaOutcome
}

export interface SchemaOutcome {
  readonly success: boolean
  readonly error?: { readonly issues: readonly SchemaIssue[] }
}

export interface SchemaIssue {
  readonly path: readonly PropertyKey[]
  readonly message: string
  readonly code?: string
  /** Of a union that nothing fits: what each member has to say. */
  readonly errors?: readonly (readonly SchemaIssue[])[]
  /** Of an object with properties that no type declares: their names. */
  readonly keys?: readonly string[]
  /** Of a value that is none of some literals: those. */
  readonly values?: readonly unknown[]
}
