import type { ts } from 'ts-morph'

/** Why a built-in type cannot travel, and what to write instead. */
export interface Unsupported {
  /** Follows the mention: `is a WeakMap, which is not supported yet`. */
  readonly what: string
  readonly hint: string
}

const PAIRS = 'write a `Map`, or `Record<string, V>`'
const ITEMS = 'write an array, or a `Set`'
const BYTES = 'write `Uint8Array`'
const FIELDS = 'write an interface of the fields that the other side needs'
const WHOLE = 'write an array: streams of results are not supported yet'
const PRIMITIVE = 'write the primitive type, with a small letter'
const AWAIT = 'await it before it is sent, and write the type that it resolves to'
const DATA = 'leave it out of the type (`Omit`), and send data only'

const HINTS: ReadonlyMap<string, string> = new Map(
  [
    [PAIRS, 'WeakMap', 'URLSearchParams', 'Headers', 'FormData'],
    [ITEMS, 'WeakSet', 'ArrayLike', 'ConcatArray'],
    [BYTES, 'SharedArrayBuffer', 'ArrayBufferView', 'DataView', 'Blob', 'File'],
    ['write `Float32Array`', 'Float16Array'],
    [FIELDS, 'Error', 'AggregateError', 'EvalError', 'RangeError', 'ReferenceError'],
    [FIELDS, 'SyntaxError', 'TypeError', 'URIError', 'ErrorEvent', 'DOMException'],
    [WHOLE, 'Iterable', 'Iterator', 'IterableIterator', 'IteratorObject', 'Generator'],
    [WHOLE, 'AsyncIterable', 'AsyncIterator', 'AsyncIterableIterator', 'AsyncIteratorObject'],
    [WHOLE, 'AsyncGenerator', 'ReadableStream', 'WritableStream', 'TransformStream'],
    [PRIMITIVE, 'String', 'Number', 'Boolean', 'BigInt', 'Symbol'],
    ['write `Record<string, unknown>`, or `unknown`', 'Object'],
    [AWAIT, 'Promise', 'PromiseLike'],
    [DATA, 'Function', 'CallableFunction', 'NewableFunction'],
  ].flatMap(([hint, ...names]) => names.map((name) => [name, hint ?? ''])),
)

/** What there is to say of a built-in type that cannot travel. */
export function unsupportedType(symbol: ts.Symbol, program: ts.Program): Unsupported | undefined {
  const hint = HINTS.get(symbol.name)
  if (hint === undefined || !isPlatformSymbol(symbol, program)) return undefined
  if (hint === AWAIT) return { what: 'is a promise inside data', hint }
  if (hint === DATA) return { what: 'is a function, and functions cannot travel', hint }
  const article = /^[AEIO]/.test(symbol.name) ? 'an' : 'a'
  return { what: `is ${article} ${symbol.name}, which is not supported yet`, hint }
}

/** Whether a type comes with the language or with the platform. */
export function isPlatformSymbol(symbol: ts.Symbol, program: ts.Program): boolean {
  return (symbol.declarations ?? []).some((declaration) => {
    const file = declaration.getSourceFile()
    return program.isSourceFileDefaultLibrary(file) || PLATFORM_PACKAGE.test(file.fileName)
  })
}

const PLATFORM_PACKAGE = /\/node_modules\/(?:@types\/(?:node|bun|web)|bun-types)\//
