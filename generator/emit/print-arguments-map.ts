import type { Parameter } from 'mycelia/contract'
import type { CodecScope, MapMode } from './codec-scope.js'
import { arrayLiteral, arrow, type Doc } from './layout.js'
import { mapItems, printKeyedMap } from './print-map.js'
import { pascalCase } from './printer.js'
import { allowsUndefined } from './type-facts.js'

/** Arguments made anew, an entry for each parameter; undefined when all are taken as they are. */
export function printArgumentsMap(
  params: readonly Parameter[],
  mode: MapMode,
  place: string,
  scope: CodecScope,
): Doc | undefined {
  const mapped = params.map(({ name, type, optional, rest }, index) => {
    const within = place + pascalCase(name)
    if (!rest) {
      const mayLack = optional === true || allowsUndefined(type)
      return printKeyedMap(type, `args[${index}]`, mayLack, mode, within, scope)
    }
    const items = mapItems(type, `args.slice(${index})`, mode, within, scope)
    return items && ['...', items]
  })
  if (mapped.every((argument) => argument === undefined)) return undefined
  const all = mapped.map(
    (argument, index): Doc =>
      argument ?? (params[index]?.rest ? `...args.slice(${index})` : `args[${index}]`),
  )
  return arrow('args', arrayLiteral(all))
}
