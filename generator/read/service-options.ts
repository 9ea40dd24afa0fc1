import type { ServiceClass } from './find-services.js'
import { argumentOf, literalOf, optionOf } from './literal-argument.js'
import type { Reading } from './reading.js'
import type { Naming } from './wire-name.js'

/** How names in TypeScript become names on the wire. */
export function readNaming(
  { decoration }: ServiceClass,
  className: string | undefined,
  { checker, problems }: Reading,
): Naming {
  const [, given] = decoration.call?.arguments ?? []
  const option = given && optionOf(argumentOf(given, checker), 'naming', checker)
  if (option === undefined) return 'as-written'
  if (literalOf(option, checker) === 'snake_case') return 'snake_case'
  problems.add(option.node, {
    where: className,
    message: 'the option `naming` of @service is not a naming that there is',
    hint: "write `naming: 'snake_case'`, or leave it out for names as they are written",
  })
  return 'as-written'
}

/** Whether the service refuses properties that no type declares. */
export function rejectsExcess(
  { decoration }: ServiceClass,
  className: string,
  { checker, problems }: Reading,
): boolean {
  const [, given] = decoration.call?.arguments ?? []
  const option = given && optionOf(argumentOf(given, checker), 'excessProperties', checker)
  if (option === undefined) return false
  if (literalOf(option, checker) === 'reject') return true
  problems.add(option.node, {
    where: className,
    message: 'the option `excessProperties` of @service is not a policy that there is',
    hint: "write `excessProperties: 'reject'`, or leave it out, and they are dropped",
  })
  return false
}
