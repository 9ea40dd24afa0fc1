import type {
  Contract,
  ErrorDefinition,
  EventDefinition,
  Method,
  ObjectType,
  Parameter,
  Type,
  UnionType,
} from 'mycelia/contract'
import { calledMethods } from './called-methods.js'
import type { CheckMode, CodecScope, MapMode } from './codec-scope.js'
import { declaredErrors } from './declared-errors.js'
import { manyMembers } from './discriminant.js'
import { type EmitOptions, header } from './emitted-file.js'
import {
  arrayLiteral,
  arrow,
  block,
  bracketed,
  brokenArray,
  type Doc,
  hardline,
  objectLiteral,
  returned,
} from './layout.js'
import type { ServiceNames } from './names.js'
import { type PayloadHandler, payloadHandlers } from './payload-handlers.js'
import { printArgumentsMap } from './print-arguments-map.js'
import {
  printArgumentsCheck,
  printCheck,
  printCheckFunction,
  printItemsCheck,
} from './print-check.js'
import { printMap, printMapFunction } from './print-map.js'
import { printObjectMap } from './print-object-map.js'
import { printMapSwitch, printSwitch } from './print-switch.js'
import { printArguments, printType } from './print-type.js'
import { Printer, pascalCase, quote } from './printer.js'
import { allowsUndefined, TypeFacts } from './type-facts.js'

const CODEC = 'mycelia/codec'

/** How each method crosses the wire: straight-line code that checks and converts. */
export function emitCodecs(contract: Contract, names: ServiceNames, options: EmitOptions): string {
  const printer = new Printer()
  const writer = new CodecWriter(contract, names, printer)
  for (const error of declaredErrors(contract)) writer.printError(error)
  for (const method of calledMethods(contract)) writer.printMethod(method)
  for (const event of contract.events) writer.printEvent(event)
  for (const handler of payloadHandlers(contract)) writer.printHandler(handler)
  writer.printFunctions()
  return printer.print(header(options, contract.source.file))
}

class CodecWriter implements CodecScope {
  readonly facts: TypeFacts
  readonly #contract: Contract
  readonly #names: ServiceNames
  readonly #printer: Printer
  /** Functions that are used, by name, each with what prints it. */
  readonly #functions = new Map<string, () => Doc>()
  /** What functions of named types end in. */
  readonly #suffixes: ReadonlySet<string>
  /** Objects without a name, by what their functions end in. */
  readonly #places = new Map<string, string>()

  constructor(contract: Contract, names: ServiceNames, printer: Printer) {
    this.facts = new TypeFacts(contract.types)
    this.#contract = contract
    this.#names = names
    this.#printer = printer
    this.#suffixes = new Set(Object.keys(contract.types).map(suffixOf))
  }

  codec(name: string): string {
    return this.#printer.value(name, CODEC)
  }

  check(name: string, mode: CheckMode): string {
    const type: Type = { kind: 'ref', name }
    const own = this.facts.converts(type, 'placed') ? mode : 'is'
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
    const own = this.facts.converts(type, 'placed') ? mode : 'is'
    return this.#use(`${own}${place}`, () => print(own))
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

  printMethod(method: Method): void {
    const { name, wireName, params, result, idempotent, errors = [] } = method
    const printer = this.#printer
    const place = pascalCase(name)
    const typeName = (type: string) => printer.type(type, `./${this.#names.stem}.types.js`)
    const variable = this.#names.method(name)
    const checked = (mode: CheckMode) => printCheckFunction(result, mode, this)
    const mapped = (mode: MapMode) => printMapFunction(result, mode, `${place}Result`, this)
    const converts = this.facts.converts(result, 'placed')
    const check = printArgumentsCheck(params, this)
    const entries: Entries = [
      ['name', quote(wireName)],
      ['idempotent', idempotent ? 'true' : undefined],
      ['params', printParams(params)],
      ['acceptsArgs', check && arrow('args', check)],
      ['decodeArgs', printArgumentsMap(params, 'decode', place, this)],
      ['encodeArgs', printArgumentsMap(params, 'encode', place, this)],
      ['isResult', result.kind === 'void' ? undefined : checked('is')],
      ['acceptsResult', converts && result.kind !== 'void' ? checked('accepts') : undefined],
      ['encodeResult', mapped('encode')],
      ['decodeResult', mapped('decode')],
      [
        'errors',
        errors.length === 0 ? undefined : arrayLiteral(errors.map(this.#names.errorCodec)),
      ],
      ['schemas', schemaOf(variable, this.#names.stem)],
    ]
    printer.block(
      `/** \`${name}(${params.map(signatureName).join(', ')})\` */`,
      hardline,
      `export const ${variable}: `,
      bracketed(
        `${printer.type('MethodCodec', CODEC)}<`,
        [printArguments(method, typeName), printType(result, typeName)],
        '>',
        { comma: '' },
      ),
      ' = ',
      printEntries(entries),
    )
  }

  printError({ code, status, data }: ErrorDefinition): void {
    const variable = this.#names.errorCodec(code)
    const place = `${this.#names.error(code)}Data`
    const type = this.#printer.type('ErrorCodec', CODEC)
    const converts = data !== undefined && this.facts.converts(data, 'placed')
    const entries: Entries = [
      ['code', quote(code)],
      ['status', status?.toString()],
      ['is', data && printCheckFunction(data, 'is', this)],
      ['accepts', converts ? printCheckFunction(data, 'accepts', this) : undefined],
      ['encode', data && printMapFunction(data, 'encode', place, this)],
      ['decode', data && printMapFunction(data, 'decode', place, this)],
      ['schema', data && schemaOf(variable, this.#names.stem)],
    ]
    this.#printer.block(
      `/** The data of \`${this.#names.error(code)}\`. */`,
      hardline,
      `export const ${variable}: ${type} = `,
      printEntries(entries),
    )
  }

  printEvent({ type, payload }: EventDefinition): void {
    const place = pascalCase(type)
    this.#printPayload(`The event \`${type}\`, as it is sent.`, this.#names.event(type), payload, [
      ['name', quote(type)],
      ['is', printCheckFunction(payload, 'is', this)],
      ['encode', printMapFunction(payload, 'encode', `${place}Event`, this)],
    ])
  }

  printHandler({ method, wireName, payload }: PayloadHandler): void {
    const place = pascalCase(method)
    this.#printPayload(`What \`${method}\` is given.`, this.#names.handler(method), payload, [
      ['name', quote(wireName)],
      ['accepts', printCheckFunction(payload, 'accepts', this)],
      ['decode', printMapFunction(payload, 'decode', `${place}Payload`, this)],
    ])
  }

  #printPayload(doc: string, variable: string, payload: Type, entries: Entries): void {
    const printer = this.#printer
    const typeName = (type: string) => printer.type(type, `./${this.#names.stem}.types.js`)
    const schema = schemaOf(variable, this.#names.stem)
    printer.block(
      `/** ${doc} */`,
      hardline,
      `export const ${variable}: `,
      bracketed(`${printer.type('PayloadCodec', CODEC)}<`, [printType(payload, typeName)], '>', {
        comma: '',
      }),
      ' = ',
      printEntries([...entries, ['schema', schema]]),
    )
  }

  /** Prints what has been used, and what that uses in turn. */
  printFunctions(): void {
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

function signatureName({ name, optional, rest }: Parameter): string {
  return rest ? `...${name}` : optional ? `${name}?` : name
}

/** Formatters break a list of objects that all have several properties. */
function printParams(params: readonly Parameter[]): Doc {
  const entries = params.map(({ wireName, type, optional, rest, keyword }) => {
    const mayLack = optional || allowsUndefined(type)
    return [
      `name: ${quote(wireName)}`,
      ...(rest ? ['rest: true'] : mayLack ? ['optional: true'] : []),
      ...(keyword ? ['keyword: true'] : []),
    ]
  })
  const items = entries.map(objectLiteral)
  const isLong = entries.length > 1 && entries.every(({ length }) => length > 1)
  return isLong ? brokenArray(items) : arrayLiteral(items)
}

type Entries = readonly (readonly [string, Doc | undefined])[]

/** An object, less what has no value. */
function printEntries(entries: Entries): Doc {
  return block(
    entries.flatMap(([key, value]) => (value === undefined ? [] : [[`${key}: `, value, ',']])),
  )
}

function schemaOf(variable: string, stem: string): Doc {
  return `() => import('./${stem}.schemas.js').then((schemas) => schemas.${variable})`
}
