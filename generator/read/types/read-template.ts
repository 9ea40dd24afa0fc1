import type { TemplateHole, Type } from 'mycelia/contract'
import { ts } from 'ts-morph'
import type { Mention } from './mention.js'
import type { TypeScope } from './type-scope.js'

/** `` `order-${number}` ``, and `Uppercase<string>` and its like, which are one hole. */
export function readTemplate(
  type: ts.TemplateLiteralType | ts.StringMappingType,
  mention: Mention,
  scope: TypeScope,
): Type {
  const isTemplate = Boolean(type.flags & ts.TypeFlags.TemplateLiteral)
  const { texts, types } = isTemplate
    ? (type as ts.TemplateLiteralType)
    : { texts: ['', ''], types: [type] }
  const holes = types.map(holeOf)
  if (holes.every((hole) => hole !== undefined)) return { kind: 'template', texts, holes }
  return scope.refuse(
    mention,
    `is the pattern \`${scope.checker.typeToString(type)}\`, which is not supported`,
    'write `string`',
  )
}

function holeOf(type: ts.Type): TemplateHole | undefined {
  if (type.flags & (ts.TypeFlags.String | ts.TypeFlags.Any)) return 'string'
  if (type.flags & ts.TypeFlags.Number) return 'number'
  if (type.flags & ts.TypeFlags.BigInt) return 'bigint'
  // A brand on what stands in it says nothing of the text.
  if (type.isIntersection()) return type.types.map(holeOf).find((hole) => hole !== undefined)
  if (!(type.flags & ts.TypeFlags.StringMapping)) return undefined
  const { symbol, type: inner } = type as ts.StringMappingType
  return inner.flags & ts.TypeFlags.String ? CASES.get(symbol.name) : undefined
}

const CASES: ReadonlyMap<string, TemplateHole> = new Map(
  (['Uppercase', 'Lowercase', 'Capitalize', 'Uncapitalize'] as const).map((name) => [name, name]),
)
