import type { Type } from 'mycelia/contract'

export const STRING: Type = { kind: 'string' }
export const NUMBER: Type = { kind: 'number' }
export const UNKNOWN: Type = { kind: 'unknown' }
export const NULL: Type = { kind: 'null' }

const DATE: Type = { kind: 'builtin', name: 'Date' }
const ANY_LIST: Type = { kind: 'array', items: UNKNOWN }
const ANY_DICT: Type = { kind: 'record', key: STRING, value: UNKNOWN }

/** Types of Python's own, by name, as JSON carries them. */
const TYPES: Readonly<Record<string, Type>> = {
  'builtins.str': STRING,
  'builtins.int': NUMBER,
  'builtins.float': NUMBER,
  'builtins.bool': { kind: 'boolean' },
  'builtins.object': UNKNOWN,
  'builtins.list': ANY_LIST,
  'builtins.tuple': ANY_LIST,
  'builtins.dict': ANY_DICT,
  'typing.Any': UNKNOWN,
  'typing.AnyStr': STRING,
  'typing.LiteralString': STRING,
  'typing.Text': STRING,
  'typing.List': ANY_LIST,
  'typing.Tuple': ANY_LIST,
  'typing.Sequence': ANY_LIST,
  'typing.Iterable': ANY_LIST,
  'typing.Dict': ANY_DICT,
  'typing.Mapping': ANY_DICT,
  'datetime.datetime': DATE,
  'datetime.date': DATE,
  'datetime.time': STRING,
  'decimal.Decimal': STRING,
  'uuid.UUID': STRING,
}

/** Why a type of Python's own cannot travel. */
const REFUSED: Readonly<Record<string, string>> = {
  'builtins.bytes': 'JSON holds no bytes',
  'builtins.bytearray': 'JSON holds no bytes',
  'builtins.complex': 'JSON holds no complex numbers',
  'builtins.set': 'JSON holds no sets; a list travels',
  'builtins.frozenset': 'JSON holds no sets; a list travels',
  'datetime.timedelta': 'JSON holds no durations; a number of seconds travels',
}

export function wellKnownType(name: string): Type | undefined {
  const plain = standardName(name)
  return Object.hasOwn(TYPES, plain) ? TYPES[plain] : undefined
}

export function whyRefused(name: string): string | undefined {
  return Object.hasOwn(REFUSED, name) ? REFUSED[name] : undefined
}

/** What a generic type is, by the name that it has before its brackets. */
export type Generic = 'array' | 'record' | 'tuple' | 'optional' | 'union' | 'literal' | 'same'

const GENERICS: Readonly<Record<Generic, string>> = {
  array:
    'builtins.list typing.List typing.Sequence typing.MutableSequence typing.Iterable typing.Collection typing.Deque collections.deque',
  record:
    'builtins.dict typing.Dict typing.Mapping typing.MutableMapping typing.DefaultDict typing.OrderedDict collections.OrderedDict collections.defaultdict',
  tuple: 'builtins.tuple typing.Tuple',
  optional: 'typing.Optional',
  union: 'typing.Union',
  literal: 'typing.Literal',
  same: 'typing.Annotated typing.Final typing.Required typing.NotRequired typing.ReadOnly',
}

const BY_NAME: ReadonlyMap<string, Generic> = new Map(
  Object.entries(GENERICS).flatMap(([generic, names]) =>
    names.split(' ').map((name) => [name, generic as Generic] as const),
  ),
)

export function genericOf(name: string): Generic | undefined {
  return BY_NAME.get(standardName(name))
}

/** The modules that say the same under another name. */
export function standardName(name: string): string {
  return name.replace(/^(?:typing_extensions|collections\.abc)\./, 'typing.')
}
