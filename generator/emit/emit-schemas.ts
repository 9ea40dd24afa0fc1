import type { Contract, Method, Type } from 'mycelia/contract'
import { calledMethods } from './called-methods.js'
import { declaredErrors } from './declared-errors.js'
import { checkedHeader, type EmitOptions } from './emitted-file.js'
import { arrayLiteral, block, call, type Doc } from './layout.js'
import type { ServiceNames } from './names.js'
import { orderTypes } from './order-types.js'
import { payloadHandlers } from './payload-handlers.js'
import { printKeyed, printSchema, type SchemaScope } from './print-schema.js'
import { Printer } from './printer.js'
import { TypeFacts } from './type-facts.js'

const SCHEMA = 'mycelia/schema'
const NOTHING_LATER: ReadonlySet<string> = new Set()

/** The contract as zod schemas: they explain what the codecs refuse, and users may import them. */
export function emitSchemas(contract: Contract, names: ServiceNames, options: EmitOptions): string {
  const printer = new Printer()
  const facts = new TypeFacts(contract.types)
  const scopeWith = (later: ReadonlySet<string>): SchemaScope => ({
    facts,
    schema: (name) => printer.value(name, SCHEMA),
    constant: (name) => (TAKEN.has(name) ? `${name}Schema` : name),
    isLater: (name) => later.has(name),
  })
  for (const { name, named, later } of orderTypes(contract.types)) {
    const scope = scopeWith(later)
    const types = printer.typesAs('types', `./${names.stem}.types.js`)
    printer.block(
      `export const ${scope.constant(name)}: ${scope.schema('z')}.ZodType<${types}.${name}> = `,
      [printSchema(named.type, scope), ' as any'],
    )
  }
  const scope = scopeWith(NOTHING_LATER)
  for (const method of calledMethods(contract)) {
    printer.block(
      `export const ${names.method(method.name)}: ${printer.type('MethodSchemas', SCHEMA)} = `,
      block([
        ['args: ', printArguments(method, scope), ','],
        ['result: ', printResult(method, scope), ','],
      ]),
    )
  }
  const printPayload = (variable: string, payload: Type) => {
    const type = printer.type('ValueSchema', SCHEMA)
    printer.block(`export const ${variable}: ${type} = `, [printSchema(payload, scope)])
  }
  for (const { code, data } of declaredErrors(contract)) {
    if (data !== undefined) printPayload(names.errorCodec(code), data)
  }
  for (const { type, payload } of contract.events) printPayload(names.event(type), payload)
  for (const { method, payload } of payloadHandlers(contract)) {
    printPayload(names.handler(method), payload)
  }
  return printer.print(checkedHeader(options, contract.source.file))
}

/** Whatever a method without a result returns is left alone. */
function printResult({ result }: Method, scope: SchemaScope): Doc {
  return printSchema(result.kind === 'void' ? { kind: 'unknown' } : result, scope)
}

/** Names that the file uses otherwise. */
const TAKEN: ReadonlySet<string> = new Set(
  (
    'MethodSchemas ValueSchema absent builtin date fitting list mapOf nonPrimitive number numberKey ' +
    'objectMapOf orAbsent ownProperties setOf template text tupleWithEnd types z'
  ).split(' '),
)

function printArguments({ params }: Method, scope: SchemaScope): Doc {
  const fixed = params.filter(({ rest }) => !rest)
  const rest = params.find(({ rest }) => rest)
  const items = arrayLiteral(
    fixed.map(({ type, optional }) => printKeyed(type, optional === true, scope)),
  )
  const z = scope.schema('z')
  if (rest === undefined) return call(`${z}.tuple`, items)
  // zod's types know no tuple of a rest alone.
  if (fixed.length === 0) return call(`${z}.array`, printSchema(rest.type, scope))
  return call(`${z}.tuple`, items, printSchema(rest.type, scope))
}
