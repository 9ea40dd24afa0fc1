import type { Contract, EventDefinition, Method } from 'mycelia/contract'
import { calledErrors, contractHash } from 'mycelia/contract'
import { declaredErrors } from './declared-errors.js'
import { printErrors } from './emit-errors.js'
import { type EmitOptions, header } from './emitted-file.js'
import {
  arrayLiteral,
  block,
  bracketed,
  brokenArray,
  call,
  type Doc,
  hardline,
  objectLiteral,
} from './layout.js'
import type { ServiceNames } from './names.js'
import { parameterName, printParameters, printType } from './print-type.js'
import { access, docComment, Printer, propertyName, quote } from './printer.js'

const CLIENT = 'mycelia/client'

/** What a caller imports: the client's interface, its token, and the types that it speaks of. */
export function emitClient(
  { http: _, ...given }: Contract,
  names: ServiceNames,
  options: EmitOptions,
): string {
  const contract: Contract = { ...given, errors: calledErrors(given) }
  const printer = new Printer()
  const { client, stem } = names
  const callOptions = printer.type('CallOptions', CLIENT)
  const token = printer.type('ClientToken', CLIENT)
  const define = printer.value('defineClient', CLIENT)
  const typesModule = `./${stem}.types.js`
  const taken = new Set([
    'Promise',
    callOptions,
    token,
    define,
    client,
    ...variablesOf(contract, names),
    ...contract.errors.flatMap(({ code }) => [names.error(code), names.errorCodec(code)]),
    ...(contract.errors.length === 0
      ? []
      : [names.errors, 'Object', 'Pick', 'Retry', 'ServiceError', 'ServiceErrorOptions']),
    ...(contract.events.length === 0 ? [] : [names.events, 'EventReferences', 'defineEvents']),
  ])
  const nameOf = (name: string) =>
    taken.has(name)
      ? `${printer.typesAs('types', typesModule)}.${name}`
      : printer.type(name, typesModule)

  if (Object.keys(contract.types).length > 0) printer.block(`export * from ${quote(typesModule)}`)
  const members = contract.methods.map((method) => printMethod(method, nameOf))
  const withOptions = [
    '/** The same client with other call options. */',
    hardline,
    `with(options: ${callOptions}): ${client}`,
  ]
  printer.block(
    docComment(contract.doc).map((text) => [text, hardline]),
    `export interface ${client} `,
    block([...members, withOptions], [hardline, hardline]),
  )
  printErrors(contract, names, printer, nameOf)
  printer.block(
    `/** Calls \`${contract.service}\`: \`inject(${client})\` or \`cluster.client(${client})\`. */`,
    hardline,
    `export const ${client}: ${token}<${client}> = ${define}(`,
    block([
      `service: ${quote(contract.service)},`,
      `contract: ${quote(contractHash(contract))},`,
      ['methods: ', printMethodTable(contract, names, printer), ','],
      ...printErrorTable(contract, names, printer),
    ]),
    ')',
  )
  if (contract.events.length > 0) printEvents(contract, names, printer, nameOf)
  return printer.print(header(options, contract.source.file))
}

/** What other services handle: what each event carries, and the references to them. */
function printEvents(
  { service, events }: Contract,
  names: ServiceNames,
  printer: Printer,
  nameOf: (name: string) => string,
): void {
  const references = printer.type('EventReferences', CLIENT)
  const define = printer.value('defineEvents', CLIENT)
  const [{ type: example }] = events as [EventDefinition]
  const reference = access(names.events, example)
  printer.block(
    `/** What the events of \`${service}\` carry. */`,
    hardline,
    `export interface ${names.events} `,
    block(
      events.map(({ type, payload, doc }) => [
        docComment(doc).map((text) => [text, hardline]),
        `${propertyName(type)}: `,
        printType(payload, nameOf),
      ]),
    ),
  )
  printer.block(
    `/** The events of \`${service}\`, to be handled: \`@on(${reference})\`. */`,
    hardline,
    `export const ${names.events}: ${references}<${quote(service)}, ${names.events}>`,
    ' = ',
    call(define, quote(service), arrayLiteral(events.map(({ type }) => quote(type)))),
  )
}

/** The codecs of all methods, by the methods' names. */
export function printMethodTable(
  { methods }: Pick<Contract, 'methods'>,
  names: ServiceNames,
  printer: Printer,
): Doc {
  return block(
    methods.map(({ name }) => {
      const variable = printer.value(names.method(name), `./${names.stem}.codecs.js`)
      return `${propertyName(name)}: ${variable},`
    }),
  )
}

/** The errors that methods declare: nothing, where there are none. */
function printErrorTable(
  { errors, methods }: Contract,
  names: ServiceNames,
  printer: Printer,
): readonly Doc[] {
  const entries = declaredErrors({ errors, methods }).map(({ code }) => {
    const codec = printer.value(names.errorCodec(code), `./${names.stem}.codecs.js`)
    return objectLiteral([`type: ${names.error(code)}`, `codec: ${codec}`])
  })
  if (entries.length === 0) return []
  return [['errors: ', entries.length > 1 ? brokenArray(entries) : arrayLiteral(entries), ',']]
}

function variablesOf({ methods }: Contract, names: ServiceNames): readonly string[] {
  return methods.map(({ name }) => names.method(name))
}

function printMethod(method: Method, nameOf: (name: string) => string): Doc {
  return [
    docComment(documentation(method)).map((text) => [text, hardline]),
    propertyName(method.name),
    printParameters(method, nameOf),
    ': ',
    bracketed('Promise<', [printType(method.result, nameOf)], '>', { comma: '' }),
  ]
}

/** The method's doc comment, with those of its parameters. */
export function documentation({ doc, params }: Method): string | undefined {
  const lines = params.flatMap((param, index) =>
    param.doc === undefined ? [] : [`@param ${parameterName(param, index)} ${param.doc}`],
  )
  if (lines.length === 0) return doc
  return [...(doc === undefined ? [] : [doc, '']), ...lines].join('\n')
}
