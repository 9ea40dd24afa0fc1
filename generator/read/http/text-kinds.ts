import { builtins, type NamedType, type TextKind, type Type } from 'mycelia/contract'

/** What can be written as text: one value, or each of a list. */
export interface TextForm {
  readonly kinds: readonly TextKind[]
  readonly list: boolean
}

/** How values of a type are written in a path or a query; undefined when they cannot be. */
export function textForm(
  type: Type,
  types: Readonly<Record<string, NamedType>>,
): TextForm | undefined {
  const resolved = resolve(type, types)
  const members = resolved.kind === 'union' ? resolved.members : [resolved]
  const some = members.filter(({ kind }) => kind !== 'undefined' && kind !== 'null')
  const [only] = some
  const list = some.length === 1 && only !== undefined ? itemsOf(resolve(only, types)) : undefined
  const kinds = kindsOf(list ?? resolved, types)
  return kinds && kinds.size > 0
    ? { kinds: [...kinds].sort(byOrder), list: list !== undefined }
    : undefined
}

/** Whether a text could be one or the other: text itself takes everything. */
export function isAmbiguousText(
  type: Type,
  { kinds }: TextForm,
  types: Readonly<Record<string, NamedType>>,
): boolean {
  return kinds.length > 1 && takesAnyText(type, types)
}

function takesAnyText(given: Type, types: Readonly<Record<string, NamedType>>): boolean {
  const type = resolve(given, types)
  if (type.kind === 'union') return type.members.some((member) => takesAnyText(member, types))
  if (type.kind === 'array' || type.kind === 'set') return takesAnyText(type.items, types)
  return type.kind === 'string'
}

function itemsOf(type: Type): Type | undefined {
  return type.kind === 'array' || type.kind === 'set' ? type.items : undefined
}

function kindsOf(
  given: Type,
  types: Readonly<Record<string, NamedType>>,
): Set<TextKind> | undefined {
  const type = resolve(given, types)
  switch (type.kind) {
    case 'string':
    case 'number':
    case 'boolean':
      return new Set([type.kind])
    case 'literal':
      return new Set([typeof type.value as TextKind])
    case 'enum':
      return new Set(type.members.map(({ value }) => typeof value as TextKind))
    case 'builtin':
      return builtins[type.name] === 'string' ? new Set<TextKind>(['string']) : undefined
    case 'template':
      return new Set(['string'])
    case 'undefined':
    case 'null':
      return new Set()
    case 'union': {
      const all = type.members.map((member) => kindsOf(member, types))
      if (all.includes(undefined)) return undefined
      return new Set(all.flatMap((kinds) => [...(kinds ?? [])]))
    }
    default:
      return undefined
  }
}

/** Text that is no number may still be a word. */
const ORDER: readonly TextKind[] = ['number', 'boolean', 'string']

function byOrder(a: TextKind, b: TextKind): number {
  return ORDER.indexOf(a) - ORDER.indexOf(b)
}

function resolve(type: Type, types: Readonly<Record<string, NamedType>>): Type {
  let resolved = type
  for (let hops = 0; resolved.kind === 'ref' && hops < 100; hops++) {
    resolved = types[resolved.name]?.type ?? { kind: 'unknown' }
  }
  return resolved
}
