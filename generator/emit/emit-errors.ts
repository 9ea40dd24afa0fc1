import type { Contract, ErrorDefinition } from 'mycelia/contract'
import { extendedBy, orderErrors } from './declared-errors.js'
import { block, bracketed, type Doc, hardline } from './layout.js'
import type { ServiceNames } from './names.js'
import { type NameOf, printMembers, printType } from './print-type.js'
import { docComment, type Printer, propertyName, quote } from './printer.js'

const CLIENT = 'mycelia/client'

/** The classes of the errors that a client knows, and which method fails with which of them. */
export function printErrors(
  contract: Contract,
  names: ServiceNames,
  printer: Printer,
  nameOf: NameOf,
): void {
  if (contract.errors.length === 0) return
  for (const error of orderErrors(contract.errors)) {
    printer.block(printClass(error, contract, names, printer, nameOf))
  }
  printer.block(
    `/** What the methods of \`${contract.service}\` fail with, beside what any call may. */`,
    hardline,
    `export interface ${names.errors} `,
    block(
      contract.methods.map(({ name, errors = [] }) => [
        `${propertyName(name)}: `,
        printType(unionOf(errors), (code) => names.error(code)),
      ]),
    ),
  )
}

/** Errors are referred to by their codes as types are by their names. */
function unionOf(codes: readonly string[]): Parameters<typeof printType>[0] {
  const members = codes.map((name) => ({ kind: 'ref' as const, name }))
  const [only] = members
  if (only === undefined) return { kind: 'never' }
  return members.length === 1 ? only : { kind: 'union', members }
}

function printClass(
  error: ErrorDefinition,
  contract: Contract,
  names: ServiceNames,
  printer: Printer,
  nameOf: NameOf,
): Doc {
  const { code, excPath, retry, status, doc, data } = error
  const { errors, methods } = contract
  const base = extendedBy(error, errors)
  const isExtended = errors.some((other) => extendedBy(other, errors) === error)
  const isThrown = methods.some((method) => method.errors?.includes(code))
  const inherited = new Set(base?.data?.properties.map(({ name }) => name))
  const own = (data?.properties ?? []).filter(({ name }) => !inherited.has(name))
  const fields = printMembers(
    { kind: 'object', properties: own.map((property) => ({ ...property, readonly: true })) },
    nameOf,
    'declare ',
  )
  const statics = [
    `static override readonly code: string = ${quote(code)}`,
    ...(retry === undefined
      ? []
      : [`static override readonly retry: ${printer.type('Retry', CLIENT)} = ${quote(retry)}`]),
    ...(excPath === undefined
      ? []
      : [`static override readonly excPath: string = ${quote(excPath)}`]),
    ...(status === undefined ? [] : [`static override readonly status: number = ${status}`]),
  ]
  const told = isExtended ? [] : [`override readonly code: ${quote(code)} = ${quote(code)}`]
  const parent = base === undefined ? printer.value('ServiceError', CLIENT) : names.error(base.code)
  const made = own.length === 0 ? [] : [printConstructor(error, base, names, printer)]
  const body: readonly Doc[] = [...statics, ...told, ...fields]
  return [
    docComment(doc).map((text) => [text, hardline]),
    `export ${isThrown ? '' : 'abstract '}class ${names.error(code)} extends ${parent} `,
    block([...body, ...made.map((part) => [hardline, part])]),
  ]
}

/** Data first: it is what a test gives. The base takes all of it, where it takes some. */
function printConstructor(
  { code, data }: ErrorDefinition,
  base: ErrorDefinition | undefined,
  names: ServiceNames,
  printer: Printer,
): Doc {
  const keys = (data?.properties ?? []).map(({ name }) => quote(name)).join(' | ')
  const options = printer.type('ServiceErrorOptions', CLIENT)
  const parameters = [
    `data: Pick<${names.error(code)}, ${keys}>`,
    'message?: string',
    `options?: ${options}`,
  ]
  const isTaken = base?.data !== undefined
  const body = isTaken
    ? ['super(data, message, options)']
    : ['super(message, options)', 'Object.assign(this, data)']
  return [bracketed('constructor(', parameters, ') '), block(body)]
}
