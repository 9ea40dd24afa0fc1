import type { Class } from './module.js'
import { membersOf } from './module.js'
import type { Resolver } from './resolve.js'
import { within } from './syntax.js'

export interface EnumMemberFound {
  readonly name: string
  /** Undefined where it is not known before the program runs. */
  readonly value: string | number | undefined
}

/** Whether a class is an enumeration, by what it inherits from. */
export function isEnum(outside: readonly string[]): boolean {
  return outside.some((name) => /^enum\.(?:Enum|IntEnum|StrEnum|Flag|IntFlag)$/.test(name))
}

/** The members of an enumeration; none of another class. */
export function enumMembers(type: Class, resolver: Resolver): readonly EnumMemberFound[] {
  const { outside } = resolver.ancestry(type)
  if (!isEnum(outside)) return []
  let last = 0
  const found: EnumMemberFound[] = []
  for (const [name, binding] of membersOf(type)) {
    if (binding.is !== 'value' || binding.value === undefined || name.startsWith('_')) continue
    const code = within(type, binding.value)
    const text = code.text.slice(code.node.from, code.node.to)
    const isAuto =
      code.node.name === 'CallExpression' &&
      resolver.outside(within(code, code.node.firstChild!)) === 'enum.auto'
    const number = /^-?\d[\d_]*(?:\.\d+)?$/.test(text)
      ? Number(text.replaceAll('_', ''))
      : undefined
    const automatic = outside.includes('enum.StrEnum') ? name.toLowerCase() : last + 1
    const value = isAuto ? automatic : (number ?? resolver.string(code))
    if (typeof value === 'number') last = value
    found.push({ name, value })
  }
  return found
}
