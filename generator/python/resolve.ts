import type { SyntaxNode } from '@lezer/common'
import { type Binding, type Class, type Module, type ModuleName, membersOf } from './module.js'
import type { Modules } from './modules.js'
import { stringLiteral } from './string-literal.js'
import { type Code, childrenOf, positional, textOf, within } from './syntax.js'

/** What an expression speaks of. */
export type Meaning =
  | (Class & { readonly is: 'class' })
  /** A value that is assigned to a name. */
  | (Code<Module> & { readonly is: 'value'; readonly name: string })
  /** A member of a class that is not known before the program runs. */
  | { readonly is: 'member'; readonly of: Class; readonly name: string }
  /** What is not in the project, by its full name: `typing.Optional`, `builtins.int`. */
  | { readonly is: 'outside'; readonly name: string }

type Found =
  | Meaning
  | { readonly is: 'module'; readonly module: Module | undefined; readonly name: string }

/** How many names one may stand for another. */
const MOST_HOPS = 50

/** Follows names through the modules of a project. */
export class Resolver {
  readonly #modules: Modules

  constructor(modules: Modules) {
    this.#modules = modules
  }

  /** What a name, dotted or not, stands for; undefined of other expressions. */
  resolve(code: Code<Module>): Meaning | undefined {
    const found = this.#expression(code, 0)
    return found?.is === 'module' ? { is: 'outside', name: found.name } : found
  }

  /** What a decorator stands for, `@rpc`, `@nameko.rpc.rpc(...)`, without its arguments. */
  decorator(code: Code<Module>): Meaning | undefined {
    const [first, ...others] = code.node
      .getChildren('VariableName')
      .concat(code.node.getChildren('PropertyName'))
    let found = first && this.#expression(within(code, first), 0)
    for (const member of others) {
      found = found && this.#member(found, textOf(within(code, member)), 0)
    }
    return found?.is === 'module' ? { is: 'outside', name: found.name } : found
  }

  /** The full name of what is not in the project. */
  outside(code: Code<Module>): string | undefined {
    const meaning = this.resolve(code)
    return meaning?.is === 'outside' ? meaning.name : undefined
  }

  /** A string that is known before the program runs. */
  string(code: Code<Module>, hops = 0): string | undefined {
    const { node, text } = code
    if (hops > MOST_HOPS) return undefined
    const literal = stringLiteral(node, text)
    if (literal !== undefined) return literal
    const inner = (part: SyntaxNode | undefined) =>
      part && this.string(within(code, part), hops + 1)
    const parts = childrenOf(node)
    if (node.name === 'ParenthesizedExpression') return inner(parts[1])
    if (node.name === 'BinaryExpression' && parts[1] && textOf(within(code, parts[1])) === '+') {
      const [left, right] = [inner(parts[0]), inner(parts[2])]
      return left === undefined || right === undefined ? undefined : left + right
    }
    const meaning = this.resolve(code)
    return meaning?.is === 'value' ? this.string(meaning, hops + 1) : undefined
  }

  /** A class and those that it inherits from, as Python looks for members: the nearest first. */
  ancestry(from: Class): {
    readonly classes: readonly Class[]
    readonly outside: readonly string[]
  } {
    const classes: Class[] = []
    const outside: string[] = []
    const visit = (type: Class): void => {
      if (
        classes.some(
          ({ node, module }) =>
            node === type.node || (module === type.module && node.from === type.node.from),
        )
      )
        return
      classes.push(type)
      for (const base of positional(type.node.getChild('ArgList'))) {
        const generic = base.name === 'MemberExpression' && base.getChild('[') !== null
        const meaning = this.resolve(within(type, generic ? base.firstChild! : base))
        if (meaning?.is === 'class') visit(meaning)
        else if (meaning?.is === 'outside') outside.push(meaning.name)
      }
    }
    visit(from)
    return { classes, outside }
  }

  #expression(code: Code<Module>, hops: number): Found | undefined {
    const { node } = code
    if (hops > MOST_HOPS) return undefined
    if (node.name === 'VariableName') return this.#name(textOf(code), code.module, hops)
    if (node.name !== 'MemberExpression') return undefined
    const property = node.getChild('PropertyName')
    if (property === null || node.firstChild === null) return undefined
    const owner = this.#expression(within(code, node.firstChild), hops + 1)
    return owner && this.#member(owner, textOf(within(code, property)), hops)
  }

  #name(name: string, module: Module, hops: number): Found | undefined {
    const binding = module.names.get(name)
    if (binding !== undefined) return this.#binding(name, binding, module, hops)
    for (const star of module.stars) {
      const found = this.#modules.find(module, star)
      const meaning = found?.names.has(name) ? this.#name(name, found, hops + 1) : undefined
      if (meaning !== undefined) return meaning
      if (found === undefined && /^[A-Z]/.test(name))
        return { is: 'outside', name: `${star.name}.${name}` }
    }
    return { is: 'outside', name: `builtins.${name}` }
  }

  #binding(name: string, binding: Binding, module: Module, hops: number): Found | undefined {
    if (hops > MOST_HOPS) return undefined
    const code = (node: SyntaxNode) => ({ module, text: module.text, node, shift: 0 })
    if (binding.is === 'class') {
      return { is: 'class', name, ...code(binding.node), decorators: binding.decorators }
    }
    if (binding.is === 'value' && binding.value !== undefined) {
      const value = code(binding.value)
      // Another name for the same thing.
      const same = this.#expression(value, hops + 1)
      return same ?? { is: 'value', name, ...value }
    }
    return binding.is === 'import' ? this.#imported(binding, module, hops) : undefined
  }

  #imported(
    { from, member }: { readonly from: ModuleName; readonly member: string | undefined },
    importer: Module,
    hops: number,
  ): Found | undefined {
    const module = this.#modules.find(importer, from)
    if (member === undefined) return { is: 'module', module, name: from.name }
    if (module !== undefined) {
      // A module that imports itself under the name of what it exports.
      const isOwn = module === importer
      if (module.names.has(member) && !isOwn) return this.#name(member, module, hops + 1)
    }
    const name = from.name === '' ? member : `${from.name}.${member}`
    const submodule = this.#modules.find(importer, { level: from.level, name })
    if (submodule !== undefined) return { is: 'module', module: submodule, name }
    const viaStar = module?.stars.length ? this.#name(member, module, hops + 1) : undefined
    return viaStar ?? { is: 'outside', name }
  }

  #member(owner: Found, name: string, hops: number): Found | undefined {
    if (owner.is === 'module') {
      if (owner.module?.names.has(name)) return this.#name(name, owner.module, hops + 1)
      const full = `${owner.name}.${name}`
      const submodule = owner.module && this.#modules.find(owner.module, { level: 0, name: full })
      return submodule
        ? { is: 'module', module: submodule, name: full }
        : { is: 'outside', name: full }
    }
    if (owner.is === 'outside') return { is: 'outside', name: `${owner.name}.${name}` }
    if (owner.is !== 'class') return undefined
    const binding = membersOf(owner).get(name)
    if (binding === undefined || binding.is === 'import') return { is: 'member', of: owner, name }
    return this.#binding(name, binding, owner.module, hops + 1)
  }
}
