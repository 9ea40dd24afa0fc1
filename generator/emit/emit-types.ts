import type { Contract, NamedType } from 'mycelia/contract'
import { type EmitOptions, header } from './emitted-file.js'
import { block, type Doc } from './layout.js'
import { withTags } from './print-constraints.js'
import { comment, printLiteral, printMembers, printType } from './print-type.js'
import { literalKey, Printer } from './printer.js'

/** The plain types of a contract, as their author wrote them; undefined when it has none. */
export function emitTypes(contract: Contract, options: EmitOptions): string | undefined {
  const types = Object.entries(contract.types)
  if (types.length === 0) return undefined
  const printer = new Printer()
  for (const [name, type] of types) for (const doc of printNamed(name, type)) printer.block(doc)
  return printer.print(header(options, contract.source.file))
}

/** An enum becomes an object and a type of one name, which takes the original's values too. */
function printNamed(name: string, named: NamedType): readonly Doc[] {
  const { type } = named
  const doc = withTags(named.doc, type)
  if (named.interface && type.kind === 'object') {
    return [[comment(doc), `export interface ${name} `, block(printMembers(type, sameName))]]
  }
  const alias = [comment(doc), `export type ${name} = `, printType(type, sameName)]
  if (type.kind !== 'enum') return [alias]
  const members = type.members.map(({ name, value, doc }) => [
    comment(doc),
    `${literalKey(name)}: ${printLiteral(value)}`,
  ])
  const trailing = members.map((member) => [member, ','])
  return [[comment(doc), `export const ${name} = `, block(trailing), ' as const'], alias]
}

function sameName(name: string): string {
  return name
}
