import type { SyntaxNode } from '@lezer/common'
import type { Type } from 'mycelia/contract'
import { enumMembers } from './enum-members.js'
import type { Module } from './module.js'
import type { NamedTypes } from './named-types.js'
import type { Notes } from './notes.js'
import type { Resolver } from './resolve.js'
import { openingLength, stringLiteral } from './string-literal.js'
import {
  type Code,
  childrenOf,
  findSyntaxError,
  itemsOf,
  parsePython,
  textOf,
  within,
} from './syntax.js'
import { unionOf } from './union-of.js'
import { genericOf, NULL, STRING, UNKNOWN, wellKnownType, whyRefused } from './well-known-types.js'

/** Reads type hints as what JSON carries of them. What it does not understand is `unknown`, and noted. */
export class TypeReader {
  readonly #resolver: Resolver
  readonly #named: NamedTypes
  readonly #notes: Notes

  constructor(resolver: Resolver, named: NamedTypes, notes: Notes) {
    this.#resolver = resolver
    this.#named = named
    this.#notes = notes
  }

  read(code: Code<Module>): Type {
    const { node } = code
    const [first, second, third] = childrenOf(node)
    switch (node.name) {
      case 'None':
        return NULL
      case 'String':
      case 'ContinuedString':
        return this.#forwardReference(code)
      case 'ParenthesizedExpression':
        return second === undefined ? UNKNOWN : this.read(within(code, second))
      case 'BinaryExpression':
        return second !== undefined && third !== undefined && textOf(within(code, second)) === '|'
          ? this.#union([first!, third], code)
          : this.#refuse(code, 'is no type')
      case 'VariableName':
        return this.#name(code)
      case 'MemberExpression':
        return node.getChild('[') === null ? this.#name(code) : this.#generic(code)
      default:
        return this.#refuse(code, 'is no type')
    }
  }

  /** A type that stands in a string: `'Order'`. */
  #forwardReference(code: Code<Module>): Type {
    const text = stringLiteral(code.node, code.text)
    if (text === undefined) return this.#refuse(code, 'is no type')
    const root = parsePython(`(${text})`)
    const node = root.firstChild?.firstChild
    if (node == null || findSyntaxError(root) !== undefined) {
      return this.#refuse(code, 'is no type')
    }
    const shift = code.shift + code.node.from + openingLength(code.node, code.text) - 1
    return this.read({ ...code, text: `(${text})`, node, shift })
  }

  #name(code: Code<Module>): Type {
    const meaning = this.#resolver.resolve(code)
    if (meaning === undefined) return this.#refuse(code, 'is not known before the program runs')
    if (meaning.is === 'class' || meaning.is === 'value') {
      return this.#named.read(meaning, code, this)
    }
    if (meaning.is === 'member') return this.#refuse(code, 'is no type')
    const known = wellKnownType(meaning.name)
    if (known !== undefined) return known
    const why = whyRefused(meaning.name)
    return this.#refuse(
      code,
      why ??
        (meaning.name.startsWith('builtins.')
          ? 'is not defined'
          : 'is not among the files of the project'),
    )
  }

  #generic(code: Code<Module>): Type {
    const [base, ...rest] = childrenOf(code.node)
    const items = itemsIn(rest)
    const meaning = this.#resolver.resolve(within(code, base!))
    // Of a generic class of the project only what does not depend on its arguments is known.
    if (meaning?.is === 'class') return this.read(within(code, base!))
    const generic = meaning?.is === 'outside' ? genericOf(meaning.name) : undefined
    const read = (node: SyntaxNode | undefined) => (node ? this.read(within(code, node)) : UNKNOWN)
    switch (generic) {
      case 'array':
        return { kind: 'array', items: read(items[0]) }
      case 'record':
        return { kind: 'record', key: STRING, value: read(items[1]) }
      case 'tuple':
        return this.#tuple(items, code)
      case 'optional':
        return unionOf([read(items[0]), NULL])
      case 'union':
        return this.#union(items, code)
      case 'literal':
        return unionOf(items.map((node) => this.#literal(within(code, node))))
      case 'same':
        return read(items[0])
      default: {
        const why = meaning?.is === 'outside' ? whyRefused(meaning.name) : undefined
        return this.#refuse(code, why ?? 'is not understood')
      }
    }
  }

  #tuple(items: readonly SyntaxNode[], code: Code<Module>): Type {
    const [first, second] = items
    if (first !== undefined && second !== undefined && textOf(within(code, second)) === '...') {
      return { kind: 'array', items: this.read(within(code, first)) }
    }
    const types = items.filter((node) => textOf(within(code, node)) !== '()')
    return {
      kind: 'tuple',
      elements: types.map((node) => ({ type: this.read(within(code, node)) })),
    }
  }

  #union(members: readonly SyntaxNode[], code: Code<Module>): Type {
    const union = unionOf(members.map((node) => this.read(within(code, node))))
    if (!this.#named.isAmbiguous(union)) return union
    return this.#refuse(code, 'holds a date beside what may look like one')
  }

  #literal(code: Code<Module>): Type {
    const { node } = code
    const text = textOf(code).replaceAll(/[\s_]/g, '')
    const string = stringLiteral(node, code.text)
    if (string !== undefined) return { kind: 'literal', value: string }
    if (node.name === 'None') return NULL
    if (node.name === 'Boolean') return { kind: 'literal', value: text === 'True' }
    if (/^-?(?:\d+|0[xX][\da-fA-F]+)$/.test(text) && Number.isSafeInteger(Number(text))) {
      return { kind: 'literal', value: Number(text) }
    }
    const owner = node.name === 'MemberExpression' ? node.firstChild : null
    const meaning = owner && this.#resolver.resolve(within(code, owner))
    const name = node.lastChild && textOf(within(code, node.lastChild))
    const members = meaning?.is === 'class' ? enumMembers(meaning, this.#resolver) : []
    const member = members.find((each) => each.name === name)
    return member?.value === undefined
      ? this.#refuse(code, 'is no literal')
      : { kind: 'literal', value: member.value }
  }

  #refuse(code: Code<Module>, why: string): Type {
    this.#notes.add(code, `\`${textOf(code)}\` ${sentence(why)}: it is \`unknown\` in the client`)
    return UNKNOWN
  }
}

function sentence(why: string): string {
  return why.startsWith('JSON') ? `cannot travel (${why})` : why
}

/** What stands between the brackets: the syntax has no list of its own for it. */
function itemsIn(nodes: readonly SyntaxNode[]): readonly SyntaxNode[] {
  const [only, ...others] = nodes.filter(({ name }) => !/^[[\],]$/.test(name))
  if (only === undefined) return []
  if (others.length > 0 || only.name !== 'TupleExpression') return [only, ...others]
  const inner = itemsOf(only).map(([node]) => node!)
  return inner.length === 0 ? [only] : inner
}
