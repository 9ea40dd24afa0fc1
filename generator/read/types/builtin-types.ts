import { type BuiltinName, isBuiltinName } from 'mycelia/contract'
import { ts } from 'ts-morph'
import { isPlatformSymbol } from './unsupported-types.js'

/** A type of the platform for which the contract has a form. */
export type SupportedBuiltin = BuiltinName | 'Set' | 'Map'

/** Which of them a symbol stands for. */
export function supportedBuiltin(
  symbol: ts.Symbol,
  program: ts.Program,
): SupportedBuiltin | undefined {
  const name = fullName(symbol).replace(/^Readonly(?=(?:Set|Map)$)/, '')
  if (name !== 'Set' && name !== 'Map' && !isBuiltinName(name)) return undefined
  return isPlatformSymbol(symbol, program) ? name : undefined
}

/** With the namespace that it is in: `Temporal.Instant`. */
function fullName({ name, declarations }: ts.Symbol): string {
  const namespace = declarations?.[0]?.parent?.parent
  return namespace !== undefined &&
    ts.isModuleDeclaration(namespace) &&
    namespace.name.text === 'Temporal'
    ? `Temporal.${name}`
    : name
}
