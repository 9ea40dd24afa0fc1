import type { EnumMember, Type } from 'mycelia/contract'
import { ts } from 'ts-morph'
import { docOf } from '../documentation.js'
import type { Mention } from './mention.js'
import type { TypeScope } from './type-scope.js'

/** All members of an enum, in the order of their declaration. */
export function readEnum(symbol: ts.Symbol, mention: Mention, scope: TypeScope): Type {
  const members: EnumMember[] = []
  for (const member of symbol.exports?.values() ?? []) {
    const declaration = member.valueDeclaration
    if (declaration === undefined || !ts.isEnumMember(declaration)) continue
    const name = ts.unescapeLeadingUnderscores(member.escapedName)
    const value = scope.checker.getConstantValue(declaration)
    if (value === undefined || (typeof value === 'number' && !Number.isFinite(value))) {
      const own = scope.reading.isOwn(declaration) ? { node: declaration } : {}
      scope.refuse(
        { ...mention, ...own, steps: `.${name}` },
        'has a value that is computed when the program runs',
        'give the member a literal value',
      )
    } else {
      members.push({ name, value, ...docOf(member, scope.checker) })
    }
  }
  return { kind: 'enum', members }
}
