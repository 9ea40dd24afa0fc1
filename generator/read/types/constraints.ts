import { STRING_FORMATS, type Type } from 'mycelia/contract'
import { ts } from 'ts-morph'
import { aliasDeclaration } from './declared-type.js'
import type { Mention } from './mention.js'
import type { TypeScope } from './type-scope.js'

type Value = string | number | true
type Kind = 'string' | 'number' | 'array'

/** One tag: what it demands, and where it stands. */
interface Demand {
  readonly tag: string
  readonly name: string
  readonly kind: Kind
  readonly value: Value
  readonly node: ts.JSDocTag
}

interface Tag {
  readonly name: string
  readonly kind: Kind
  readonly parse: (text: string) => Value | Complaint
}

interface Complaint {
  readonly what: string
  readonly hint: string
}

const count = (text: string): Value | Complaint =>
  /^\d{1,9}$/.test(text)
    ? Number(text)
    : { what: 'needs a whole number, not less than 0', hint: 'write it behind the tag' }

const finite = (text: string): Value | Complaint =>
  text !== '' && Number.isFinite(Number(text))
    ? Number(text)
    : { what: 'needs a number', hint: 'write it behind the tag' }

const positive = (text: string): Value | Complaint => {
  const value = finite(text)
  return typeof value === 'number' && value <= 0
    ? { what: 'needs a number above 0', hint: 'write it behind the tag' }
    : value
}

const flag = (text: string): Value | Complaint =>
  text === '' || text === 'true'
    ? true
    : { what: `takes no value, and has \`${text}\``, hint: 'leave the value out' }

const expression = (text: string): Value | Complaint => {
  if (text === '') return { what: 'needs a regular expression', hint: 'write it behind the tag' }
  try {
    new RegExp(text, 'u')
    return text
  } catch (error) {
    const reason = (error as Error).message.replace(/^.*: /, '')
    return { what: `is no regular expression: ${reason}`, hint: 'it is read with the flag `u`' }
  }
}

const format = (text: string): Value | Complaint =>
  STRING_FORMATS.some((known) => known === text)
    ? text
    : {
        what: `names \`${text}\`, which is no format that is checked`,
        hint: `write one of ${STRING_FORMATS.join(', ')}; for others there is @pattern`,
      }

/** Tags by their names, as JSON Schema has them; `@int` is its `type: integer`. */
const TAGS: ReadonlyMap<string, Tag> = new Map(
  [
    ['minLength', 'string', count],
    ['maxLength', 'string', count],
    ['pattern', 'string', expression],
    ['format', 'string', format],
    ['minimum', 'number', finite],
    ['maximum', 'number', finite],
    ['exclusiveMinimum', 'number', finite],
    ['exclusiveMaximum', 'number', finite],
    ['multipleOf', 'number', positive],
    ['int', 'number', flag, 'integer'],
    ['minItems', 'array', count],
    ['maxItems', 'array', count],
    ['uniqueItems', 'array', flag],
  ].map(([tag, kind, parse, name = tag]) => [tag, { name, kind, parse }] as [string, Tag]),
)

/** A type with what the tags above a declaration demand; tags that do not fit it are reported. */
export function constrain(
  type: Type,
  declarations: readonly ts.Node[] | undefined,
  mention: Mention,
  scope: TypeScope,
  { derived = false }: { readonly derived?: boolean } = {},
): Type {
  const demands = (declarations ?? []).flatMap((node) => demandsOf(node, mention, scope))
  let result = type
  for (const demand of demands) {
    const constrained = add(result, demand)
    // A mapped type may have made something else of the property.
    if (constrained === undefined && !derived) refuseUnfit(demand, type, mention, scope)
    result = constrained ?? result
  }
  for (const demand of demands) {
    const other = demands.find(({ name }) => name === OPPOSITES.get(demand.name))
    if (other === undefined || demand.value <= other.value) continue
    const what = `@${demand.tag} ${demand.value} and @${other.tag} ${other.value} leave no value`
    complain(demand.node, what, 'change one of them', mention, scope)
  }
  return result
}

/** Lower bounds by name, and the upper bounds that may not lie below them. */
const OPPOSITES: ReadonlyMap<string, string> = new Map([
  ['minLength', 'maxLength'],
  ['minimum', 'maximum'],
  ['exclusiveMinimum', 'exclusiveMaximum'],
  ['minItems', 'maxItems'],
])

/**
 * A type that was written as the name of an alias: of `type Sku = string` the compiler knows only
 * that it is a string, and the tags above the alias are found by what was written.
 */
export function constrainByAlias(type: Type, mention: Mention, scope: TypeScope): Type {
  const declaration = writtenAlias(mention.typeNode, scope.checker)
  if (declaration === undefined) return type
  const inner = { ...mention, typeNode: declaration.type }
  return constrain(constrainByAlias(type, inner, scope), [declaration], mention, scope)
}

function writtenAlias(
  node: ts.TypeNode | undefined,
  checker: ts.TypeChecker,
): ts.TypeAliasDeclaration | undefined {
  if (node === undefined) return undefined
  if (ts.isParenthesizedTypeNode(node)) return writtenAlias(node.type, checker)
  if (!ts.isTypeReferenceNode(node)) return undefined
  const symbol = checker.getSymbolAtLocation(node.typeName)
  const target =
    symbol !== undefined && symbol.flags & ts.SymbolFlags.Alias
      ? checker.getAliasedSymbol(symbol)
      : symbol
  return target && aliasDeclaration(target)
}

function demandsOf(node: ts.Node, mention: Mention, scope: TypeScope): readonly Demand[] {
  const isOwn = scope.reading.isOwn(node)
  if (isOwn && hasLostTags(node)) {
    const what = 'the tags in the comment before it are not seen as its own'
    complain(
      node,
      what,
      'write the property on a line of its own, below the comment',
      mention,
      scope,
    )
  }
  return ts.getJSDocTags(node).flatMap((node) => {
    const tag = node.tagName.text
    const known = TAGS.get(tag)
    if (known === undefined) return []
    const value = known.parse(textOf(node))
    if (typeof value !== 'object') {
      return [{ tag, name: known.name, kind: known.kind, value, node }]
    }
    // What a package means by its tags is its own affair.
    if (isOwn) complain(node, `@${tag} ${value.what}`, value.hint, mention, scope)
    return []
  })
}

/** `{ /** @minLength 1 *\/ id: string }`: a comment behind the brace is the brace's. */
function hasLostTags(node: ts.Node): boolean {
  if (!ts.isPropertySignature(node)) return false
  const { text } = node.getSourceFile()
  return (ts.getTrailingCommentRanges(text, node.pos) ?? []).some(({ pos, end }) =>
    [...text.slice(pos, end).matchAll(/@(\w+)/g)].some(([, tag]) => TAGS.has(tag ?? '')),
  )
}

/** What follows a tag on its line. */
function textOf(tag: ts.JSDocTag): string {
  const text = ts.getTextOfJSDocComment(tag.comment) ?? ''
  return (text.split('\n')[0] ?? '').trim()
}

/** The type with one demand more; undefined when it does not fit. In a union it is for those it fits. */
function add(type: Type, demand: Demand): Type | undefined {
  if (type.kind === 'union') {
    const members = type.members.map((member) => add(member, demand))
    if (members.every((member) => member === undefined)) return undefined
    return { ...type, members: type.members.map((member, index) => members[index] ?? member) }
  }
  if (type.kind !== demand.kind) return undefined
  const constraints = 'constraints' in type ? type.constraints : {}
  return { ...type, constraints: { ...constraints, [demand.name]: demand.value } } as Type
}

const KINDS: Readonly<Record<Kind, string>> = {
  string: 'strings',
  number: 'numbers',
  array: 'arrays',
}

function refuseUnfit(demand: Demand, type: Type, mention: Mention, scope: TypeScope): void {
  if (!scope.reading.isOwn(demand.node)) return
  const hint =
    type.kind === 'array'
      ? 'to say it of the items, declare an alias for their type, and write the tag above that'
      : type.kind === 'ref'
        ? `write the tag where \`${type.name}\` is declared`
        : 'take the tag away, or change the type'
  const what = `@${demand.tag} is for ${KINDS[demand.kind]}, and this is none`
  complain(demand.node, what, hint, mention, scope)
}

function complain(
  node: ts.Node,
  message: string,
  hint: string,
  { where }: Mention,
  { reading }: TypeScope,
): void {
  reading.problems.add(node, { where, message, hint })
}
