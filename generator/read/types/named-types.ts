import type { EnumType, NamedType, RefType, Type } from 'mycelia/contract'
import { ts } from 'ts-morph'
import { docOf } from '../documentation.js'
import { nameOf, positionOf } from '../source-position.js'
import { constrain } from './constraints.js'
import { aliasDeclaration, type DeclaredType, declaredName, declaredType } from './declared-type.js'
import { type Mention, mentionOf } from './mention.js'
import { qualifiedName, typeName } from './type-name.js'
import { type TypeScope, UNREADABLE } from './type-scope.js'

/** Reads what a named type stands for. */
export interface BodyReader {
  readEnum(symbol: ts.Symbol, mention: Mention): EnumType | Type
  /** Reads a type by its form, even if it has a name. */
  readForm(type: ts.Type, mention: Mention): Type
}

interface Entry {
  readonly name: string
  readonly type: ts.Type
  readonly declared: DeclaredType
  /** Where it was first mentioned. */
  readonly mention: Mention
  /** The named type that this was first mentioned in. */
  readonly within: Entry | undefined
}

/** A generic type whose arguments are deeper than this is taken to grow without end. */
const DEEPEST_ARGUMENTS = 8

/** So is one that has been met this often inside itself, each time with other arguments. */
const MOST_WITHIN_ITSELF = 50

/** And one that has been instantiated more often than this in one service. */
const MOST_INSTANTIATIONS = 1000

/**
 * The named types of one contract. They are read in the order of their first mention, one after
 * the other and not one inside the other, so that neither their number nor their circles matter.
 */
export class NamedTypes {
  readonly #scope: TypeScope
  readonly #body: BodyReader
  readonly #names = new Map<ts.Type, string>()
  readonly #types = new Map<string, NamedType>()
  readonly #instantiations = new Map<ts.Symbol, number>()
  readonly #endless = new Set<ts.Symbol>()
  readonly #queue: Entry[] = []
  /** What is being read. */
  #current: Entry | undefined

  constructor(scope: TypeScope, body: BodyReader) {
    this.#scope = scope
    this.#body = body
  }

  /** The reference to a type that has a name. */
  refer(type: ts.Type, mention: Mention): RefType | Type | undefined {
    const known = this.#names.get(type)
    if (known !== undefined) return { kind: 'ref', name: known }
    const { checker, reading } = this.#scope
    const declared = declaredType(type, checker, reading.program)
    if (declared === undefined) return undefined
    if (this.#isEndless(declared)) return this.#refuseEndless(declared, mention)
    const name = this.#freeName(declared)
    this.#names.set(type, name)
    this.#types.set(name, { type: UNREADABLE, source: this.#sourceOf(declared) })
    this.#queue.push({ name, type, declared, mention, within: this.#current })
    return { kind: 'ref', name }
  }

  /** Reads what has been mentioned and not read yet, and what that mentions in turn. */
  readAll(): void {
    for (let entry = this.#queue.shift(); entry !== undefined; entry = this.#queue.shift()) {
      const { declared } = entry
      // It is refused, and the rest of it would only be more of the same.
      if (this.#endless.has(declared.symbol)) continue
      this.#current = entry
      this.#types.set(entry.name, {
        type: this.#read(entry),
        ...(declared.form === 'interface' ? { interface: true } : {}),
        ...docOf(declared.symbol, this.#scope.checker),
        source: this.#sourceOf(declared),
      })
    }
    this.#current = undefined
  }

  /** All of them, in the order of their first mention. */
  toRecord(): Record<string, NamedType> {
    return Object.fromEntries(this.#types)
  }

  #read({ type, declared, mention: first, name, within }: Entry): Type {
    const declaration = this.#ownDeclaration(declared)
    const isInner = declaration === undefined && within && !this.#ownDeclaration(within.declared)
    const mention: Mention = {
      ...mentionOf(
        first.where,
        name,
        declaration === undefined ? first.node : nameOf(declaration),
        declared.form === 'alias' ? aliasDeclaration(declared.symbol)?.type : undefined,
      ),
      via: isInner ? `${first.via ?? first.root}${first.steps}` : undefined,
      stepsFromNode: declaration === undefined ? name : '',
      substitution: new Map(
        declared.parameters.flatMap((parameter, index) => {
          const given = declared.arguments[index]
          return given === undefined ? [] : [[parameter, given]]
        }),
      ),
    }
    if (declared.form === 'enum') return this.#body.readEnum(declared.symbol, mention)
    const read = this.#body.readForm(type, mention)
    const tagged = declared.form === 'alias' ? declared.symbol.declarations : undefined
    return constrain(read, tagged, mention, this.#scope)
  }

  #freeName(declared: DeclaredType): string {
    const { checker, reading } = this.#scope
    const name = typeName(declared, checker, reading.program)
    if (!this.#types.has(name)) return name
    const qualified = qualifiedName(declared.symbol, name)
    let free = qualified
    for (let count = 2; this.#types.has(free); count++) free = `${qualified}${count}`
    return free
  }

  #sourceOf(declared: DeclaredType): NamedType['source'] {
    const { project } = this.#scope.reading
    const declaration = this.#ownDeclaration(declared) ?? declared.symbol.declarations?.[0]
    if (declaration === undefined) return { file: '', line: 1, column: 1 }
    return positionOf(nameOf(declaration), project.folder)
  }

  /** Where the user declares a type; undefined of those of packages. */
  #ownDeclaration({ symbol }: DeclaredType): ts.Declaration | undefined {
    return symbol.declarations?.find((node) => this.#scope.reading.isOwn(node))
  }

  #isEndless({ symbol, parameters, arguments: given }: DeclaredType): boolean {
    if (parameters.length === 0 && given.length === 0) return false
    if (this.#endless.has(symbol)) return true
    const count = (this.#instantiations.get(symbol) ?? 0) + 1
    this.#instantiations.set(symbol, count)
    return (
      count > MOST_INSTANTIATIONS ||
      this.#timesWithin(symbol) > MOST_WITHIN_ITSELF ||
      this.#depthOf(given, 0) > DEEPEST_ARGUMENTS
    )
  }

  /** How many instantiations of a type lie around the place that is being read. */
  #timesWithin(symbol: ts.Symbol): number {
    let times = 0
    for (let entry = this.#current; entry !== undefined; entry = entry.within) {
      if (entry.declared.symbol === symbol) times++
    }
    return times
  }

  /** How deep type arguments lie inside each other. */
  #depthOf(types: readonly ts.Type[], depth: number): number {
    if (depth > DEEPEST_ARGUMENTS) return depth
    return Math.max(
      depth,
      ...types.map((type) => this.#depthOf(this.#argumentsOf(type), depth + 1)),
    )
  }

  #argumentsOf(type: ts.Type): readonly ts.Type[] {
    if (type.aliasSymbol !== undefined) return type.aliasTypeArguments ?? []
    const { objectFlags } = type as ts.ObjectType
    return type.flags & ts.TypeFlags.Object && objectFlags & ts.ObjectFlags.Reference
      ? this.#scope.checker.getTypeArguments(type as ts.TypeReference)
      : []
  }

  #refuseEndless({ symbol }: DeclaredType, mention: Mention): Type {
    if (this.#endless.has(symbol)) return UNREADABLE
    this.#endless.add(symbol)
    return this.#scope.refuse(
      { ...mention, root: declaredName(symbol) ?? symbol.name, steps: '', via: undefined },
      'contains itself without end, each time with another type argument',
      'let it refer to itself with the type parameters that it was given, or to another type',
    )
  }
}
