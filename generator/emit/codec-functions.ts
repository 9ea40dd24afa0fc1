import type { Contract, ObjectType, Type, UnionType } from 'mycelia/contract'
import type { CheckMode, CodecScope, MapMode } from './codec-scope.js'
import { manyMembers } from './discriminant.js'
import { block, type Doc, returned } from './layout.js'
import { printCheck, printItemsCheck } from './print-check.js'
import { printMap } from './print-map.js'
import { printObjectMap } from './print-object-map.js'
import { printMapSwitch, printSwitch } from './print-switch.js'
import { type Printer, pascalCase } from './printer.js'
import { TypeFacts } from './type-facts.js'

const CODEC = 'mycelia/codec'

/** The functions that the codecs of a contract are made of: each is written when something uses it. */
export class CodecFunctions implements CodecScope {
  readonly facts: TypeFacts
  readonly #contract: Contract
  readonly #printer: Printer
  /** Functions that are used, by name, each with what prints it. */
  readonly #functions = new Map<string, () => Doc>()
  /** What functions of named types end in. */
  readonly #suffixes: ReadonlySet<string>
  /** Objects without a name, by what their functions end in. */
  readonly #places = new Map<string, string>()

  constructor(contract: Contract, printer: Printer) {
    this.facts = new TypeFacts(contract.types)
    this.#contract = contract
    this.#printer = printer
    this.#suffixes = new Set(Object.keys(contract.types).map(suffixOf))
  }

  codec(name: string): string {
    return this.#printer.value(name, CODEC)
  }

  check(name: string, mode: CheckMode): string {
    const type: Type = { kind: 'ref', name }
    const own = this.#ownMode(type, mode)
    const suffix = suffixOf(name)
    return this.#use(`${own}${suffix}`, () =>
      this.#printCheck(this.facts.resolve(type), own, suffix),
    )
  }

  checkItem(items: Type, mode: CheckMode): string {
    const place = this.#freePlace('Item', JSON.stringify(items))
    return this.#useCheck(items, mode, place, (own) => this.#printCheck(items, own, place))
  }

  checkItems(items: Type, mode: CheckMode): string {
    const name = nameOf(items)
    const place = this.#freePlace(name ? `${name}Array` : 'Items', JSON.stringify([items]))
    return this.#useCheck(items, mode, place, (own) => [
      '(value: any): boolean ',
      block(printItemsCheck(items, own, this)),
    ])
  }

  checkUnion(union: UnionType, mode: CheckMode): string {
    const place = this.#freePlace('Union', JSON.stringify(union))
    return this.#useCheck(union, mode, place, (own) => this.#printCheck(union, own, place))
  }

  checkMember(member: Type, mode: CheckMode, place: string): string {
    const free = this.#freePlace(place, JSON.stringify(member))
    return this.#useCheck(member, mode, free, (own) => this.#printCheck(member, own, free))
  }

  #useCheck(type: Type, mode: CheckMode, place: string, print: (own: CheckMode) => Doc): string {
    const own = this.#ownMode(type, mode)
    return this.#use(`${own}${place}`, () => print(own))
  }

  /** The plainest mode in which a check of a type is the same. */
  #ownMode(type: Type, mode: CheckMode): CheckMode {
    if (mode === 'receives' && this.facts.isExact(type)) return mode
    if (!this.facts.converts(type, 'placed')) return 'is'
    return mode === 'is' ? mode : 'accepts'
  }

  #printCheck(type: Type, mode: CheckMode, place: string): Doc {
    const many = manyMembers(type, this.facts)
    const body =
      many === undefined
        ? [returned(printCheck(type, 'value', mode, this) ?? 'true')]
        : printSwitch(many, mode, place, this)
    return ['(value: any): boolean ', block(body)]
  }

  map(name: string, mode: MapMode): string {
    const place = suffixOf(name)
    return this.#use(`${mode}${place}`, () => {
      const type = this.#contract.types[name]?.type ?? { kind: 'unknown' }
      const many = manyMembers(type, this.facts)
      const body = many
        ? printMapSwitch(many, mode, place, this)
        : type.kind === 'object'
          ? [printObjectMap(type, mode, place, this)]
          : [['return ', printMap(type, 'value', mode, place, this) ?? 'value']]
      return ['(value: any): any ', block(body)]
    })
  }

  mapUnion(union: UnionType, mode: MapMode, place: string): string {
    const free = this.#freePlace(place, JSON.stringify(union))
    return this.#use(`${mode}${free}`, () => [
      '(value: any): any ',
      block(printMapSwitch(manyMembers(union, this.facts)!, mode, free, this)),
    ])
  }

  mapObject(type: ObjectType, mode: MapMode, place: string): string {
    const free = this.#freePlace(place, JSON.stringify(type))
    return this.#use(`${mode}${free}`, () => [
      '(value: any): any ',
      block([printObjectMap(type, mode, free, this)]),
    ])
  }

  /** Prints what has been used, and what that uses in turn. */
  printAll(): void {
    // A map goes on to what is added while it is walked.
    for (const [name, print] of this.#functions) this.#printer.block(`function ${name}`, print())
  }

  /** The place, with a number behind it where another object, or a named type, is called the same. */
  #freePlace(place: string, object: string): string {
    const isFree = (candidate: string) =>
      !this.#suffixes.has(candidate) && (this.#places.get(candidate) ?? object) === object
    let free = place
    for (let count = 2; !isFree(free); count++) free = `${place}${count}`
    this.#places.set(free, object)
    return free
  }

  #use(name: string, print: () => Doc): string {
    if (!this.#functions.has(name)) this.#functions.set(name, print)
    return name
  }
}

/** What stands for a type in names of functions; `isDate` and the like are taken. */
function suffixOf(type: string): string {
  const word = type.slice(0, 1).toUpperCase() + type.slice(1)
  return TAKEN.has(word) ? `${word}Type` : word
}

/** What names of `mycelia/codec` end in. */
const TAKEN: ReadonlySet<string> = new Set(
  'Array Boolean Date Map Never NumberKey Object Record Rest Set String Template'.split(' '),
)

/** What items are called in the name of a function for arrays of them. */
function nameOf(items: Type): string | undefined {
  if (items.kind === 'ref') return suffixOf(items.name)
  const isPlain = ['string', 'number', 'boolean'].includes(items.kind) && !('constraints' in items)
  return isPlain ? pascalCase(items.kind) : undefined
}
