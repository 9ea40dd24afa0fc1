import type { SyntaxNode } from '@lezer/common'
import type { Parameter } from 'mycelia/contract'
import type { Module } from './module.js'
import type { Notes } from './notes.js'
import type { TypeReader } from './read-type.js'
import { type Code, itemsOf, textOf, within } from './syntax.js'
import { unionOf } from './union-of.js'
import { NULL, UNKNOWN } from './well-known-types.js'

/** How names of Python become names in TypeScript. */
export type ClientNaming = 'as-written' | 'camelCase'

export interface ParameterScope {
  readonly types: TypeReader
  readonly notes: Notes
  readonly naming: ClientNaming
}

/** A parameter as it is written. */
interface Written {
  readonly name: string
  readonly stars: number
  readonly node: SyntaxNode
  readonly type: SyntaxNode | undefined
  readonly preset: SyntaxNode | undefined
  readonly keyword: boolean
}

/**
 * The parameters of a method, less `self`: what has to be given first, as TypeScript wants it. What
 * Python takes by keyword alone travels so, wherever it stands.
 */
export function readParameters(code: Code<Module>, scope: ParameterScope): readonly Parameter[] {
  const [self, ...written] = writtenIn(code)
  if (self?.stars) written.unshift(self)
  const rest = written.find(({ stars }) => stars === 1)
  const more = written.find(({ stars }) => stars === 2)
  const keywords = written.some(({ keyword, stars }) => keyword && stars === 0)
  if (more !== undefined) {
    scope.notes.add(
      within(code, more.node),
      `\`**${more.name}\` takes keywords that no name is known of: the client cannot give them`,
    )
  }
  if (rest !== undefined && keywords) {
    scope.notes.add(
      within(code, rest.node),
      `\`*${rest.name}\` stands before parameters that have to be named: the client cannot give it`,
    )
  }
  const params = written
    .filter(({ stars }) => stars === 0 || (stars === 1 && !keywords))
    .map((param) => readParameter(code, param, scope))
  const isOpen = ({ optional, rest }: Parameter) => optional === true || rest === true
  return withoutTwins([...params.filter((param) => !isOpen(param)), ...params.filter(isOpen)])
}

function readParameter(code: Code<Module>, written: Written, scope: ParameterScope): Parameter {
  const { name, type, preset, stars, keyword } = written
  const read = type === undefined ? UNKNOWN : scope.types.read(within(code, type))
  const isNone = preset?.name === 'None'
  return {
    name: scope.naming === 'camelCase' ? camelCase(name) : name,
    wireName: name,
    // Python's older type checkers took `name: str = None` for an optional one, and so do authors.
    type: isNone && read.kind !== 'unknown' ? unionOf([read, NULL]) : read,
    ...(preset === undefined ? {} : { optional: true, default: textOf(within(code, preset)) }),
    ...(stars === 1 ? { rest: true } : {}),
    ...(keyword ? { keyword: true } : {}),
  }
}

function writtenIn({ node, text }: Code<Module>): readonly Written[] {
  const list = node.getChild('ParamList')
  let keyword = false
  return (list === null ? [] : itemsOf(list)).flatMap((item) => {
    const star = item[0]?.name
    const stars = star === '*' ? 1 : star === '**' ? 2 : 0
    const named = item.find(({ name }) => name === 'VariableName')
    if (stars === 1) keyword = true
    if (named === undefined) return []
    const equals = item.findIndex(({ name }) => name === 'AssignOp')
    return {
      name: text.slice(named.from, named.to),
      stars,
      node: named,
      type: item.find(({ name }) => name === 'TypeDef')?.lastChild ?? undefined,
      preset: equals < 0 ? undefined : item[equals + 1],
      keyword: keyword && stars === 0,
    }
  })
}

/** Two names that become one in TypeScript stay as they are in Python. */
function withoutTwins(params: readonly Parameter[]): readonly Parameter[] {
  const names = params.map(({ name }) => name)
  return params.map((param) =>
    names.filter((name) => name === param.name).length > 1
      ? { ...param, name: param.wireName }
      : param,
  )
}

/** `get_order` as `getOrder`; what stands before and behind stays. */
export function camelCase(name: string): string {
  return name.replace(/(?<=[^_])_+([^_])/g, (_, letter: string) => letter.toUpperCase())
}
