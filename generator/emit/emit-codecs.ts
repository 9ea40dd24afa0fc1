import type {
  Contract,
  ErrorDefinition,
  EventDefinition,
  Method,
  Parameter,
  Type,
} from 'mycelia/contract'
import { calledMethods } from './called-methods.js'
import { CodecFunctions } from './codec-functions.js'
import type { CheckMode, MapMode } from './codec-scope.js'
import { declaredErrors } from './declared-errors.js'
import { checkedHeader, type EmitOptions } from './emitted-file.js'
import {
  arrayLiteral,
  arrow,
  block,
  bracketed,
  brokenArray,
  type Doc,
  hardline,
  objectLiteral,
} from './layout.js'
import type { ServiceNames } from './names.js'
import { type PayloadHandler, payloadHandlers } from './payload-handlers.js'
import { printArgumentsMap } from './print-arguments-map.js'
import { printArgumentsCheck, printCheckFunction } from './print-check.js'
import { printMapFunction } from './print-map.js'
import { printArguments, printType } from './print-type.js'
import { Printer, pascalCase, quote } from './printer.js'
import { allowsUndefined } from './type-facts.js'

const CODEC = 'mycelia/codec'

/** How each method crosses the wire: straight-line code that checks and converts. */
export function emitCodecs(contract: Contract, names: ServiceNames, options: EmitOptions): string {
  const printer = new Printer()
  const functions = new CodecFunctions(contract, printer)
  const writer = new CodecWriter(functions, names, printer)
  for (const error of declaredErrors(contract)) writer.printError(error)
  for (const method of calledMethods(contract)) writer.printMethod(method)
  for (const event of contract.events) writer.printEvent(event)
  for (const handler of payloadHandlers(contract)) writer.printHandler(handler)
  functions.printAll()
  return printer.print(checkedHeader(options, contract.source.file))
}

class CodecWriter {
  readonly #functions: CodecFunctions
  readonly #names: ServiceNames
  readonly #printer: Printer

  constructor(functions: CodecFunctions, names: ServiceNames, printer: Printer) {
    this.#functions = functions
    this.#names = names
    this.#printer = printer
  }

  printMethod(method: Method): void {
    const { name, wireName, params, result, idempotent, errors = [] } = method
    const printer = this.#printer
    const place = pascalCase(name)
    const typeName = (type: string) => printer.type(type, `./${this.#names.stem}.types.js`)
    const variable = this.#names.method(name)
    const checked = (mode: CheckMode) => printCheckFunction(result, mode, this.#functions)
    const mapped = (mode: MapMode) =>
      printMapFunction(result, mode, `${place}Result`, this.#functions)
    const converts = this.#functions.facts.converts(result, 'placed')
    const check = printArgumentsCheck(params, this.#functions)
    const entries: Entries = [
      ['name', quote(wireName)],
      ['idempotent', idempotent ? 'true' : undefined],
      ['params', printParams(params)],
      ['acceptsArgs', check && arrow('args', check)],
      ['decodeArgs', printArgumentsMap(params, 'decode', place, this.#functions)],
      ['encodeArgs', printArgumentsMap(params, 'encode', place, this.#functions)],
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
    const converts = data !== undefined && this.#functions.facts.converts(data, 'placed')
    const entries: Entries = [
      ['code', quote(code)],
      ['status', status?.toString()],
      ['is', data && printCheckFunction(data, 'is', this.#functions)],
      ['accepts', converts ? printCheckFunction(data, 'accepts', this.#functions) : undefined],
      ['encode', data && printMapFunction(data, 'encode', place, this.#functions)],
      ['decode', data && printMapFunction(data, 'decode', place, this.#functions)],
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
      ['is', printCheckFunction(payload, 'is', this.#functions)],
      ['encode', printMapFunction(payload, 'encode', `${place}Event`, this.#functions)],
    ])
  }

  printHandler({ method, wireName, payload }: PayloadHandler): void {
    const place = pascalCase(method)
    this.#printPayload(`What \`${method}\` is given.`, this.#names.handler(method), payload, [
      ['name', quote(wireName)],
      ['accepts', printCheckFunction(payload, 'receives', this.#functions)],
      ['decode', printMapFunction(payload, 'decode', `${place}Payload`, this.#functions)],
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
