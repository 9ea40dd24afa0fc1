import type { Contract, ErrorDefinition } from 'mycelia/contract'
import { calledMethods } from './called-methods.js'
import { payloadHandlers } from './payload-handlers.js'
import { isIdentifier, pascalCase } from './printer.js'
import { serviceStem, serviceTitle, serviceVariable } from './service-stem.js'

/** The names that the generated files of one service share. */
export interface ServiceNames {
  /** What its files are called. */
  readonly stem: string
  /** The client: its interface and its token. */
  readonly client: string
  /** The definition that hosts it. */
  readonly server: string
  /** How a method crosses the wire, by the method's name in TypeScript. */
  method(name: string): string
  /** The references to its events, and the interface of what they carry. */
  readonly events: string
  /** How an event that it emits crosses the wire, by its type. */
  event(type: string): string
  /** Which method fails with what. */
  readonly errors: string
  /** The class of an error, by its code. */
  error(code: string): string
  /** How the data of an error crosses the wire, by its code. */
  errorCodec(code: string): string
  /** How a method is given messages, by the method's name in TypeScript. */
  handler(method: string): string
}

/** @param as What is to be called so, in place of the service's name on the wire. */
export function serviceNames(
  contract: Pick<Contract, 'service' | 'methods'> &
    Partial<
      Pick<
        Contract,
        'events' | 'handlers' | 'consumers' | 'errors' | 'types' | 'http' | 'websocket'
      >
    >,
  as: string = contract.service,
): ServiceNames {
  const methodNames = calledMethods(contract).map(({ name }) => name)
  const eventTypes = (contract.events ?? []).map(({ type }) => type)
  const errors = contract.errors ?? []
  const title = serviceTitle(as)
  const exported = [`${title}Client`, `${title}Events`, `${title}Errors`]
  const classes = classesFor(errors, [...exported, ...Object.keys(contract.types ?? {})])
  return {
    stem: serviceStem(as),
    client: `${title}Client`,
    server: `${serviceVariable(as)}Server`,
    events: `${title}Events`,
    errors: `${title}Errors`,
    error: (code) => classes.get(code) ?? code,
    errorCodec: variablesFor(
      errors.map(({ code }) => code),
      'Error',
      (code) => camelCase((classes.get(code) ?? code).replace(/Error$/, '')),
    ),
    method: variablesFor(methodNames, 'Method'),
    event: variablesFor(eventTypes, 'Event', camelCase),
    handler: variablesFor(
      payloadHandlers(contract).map(({ method }) => method),
      'Handler',
    ),
  }
}

/** A class for each error by its code: of its own name, unless something else is called so. */
function classesFor(
  errors: readonly ErrorDefinition[],
  exported: readonly string[],
): ReadonlyMap<string, string> {
  const taken = new Set([...exported, ...USED_BY_CLIENTS])
  const classes = new Map<string, string>()
  for (const { code, className } of errors) {
    let name = className
    if (taken.has(name)) name = `${className}Error`
    for (let count = 2; taken.has(name); count++) name = `${className}Error${count}`
    taken.add(name)
    classes.set(code, name)
  }
  return classes
}

/** Names that the file of a client uses otherwise. */
const USED_BY_CLIENTS: readonly string[] =
  'CallOptions ClientToken EventReferences Object Pick Promise Retry ServiceError ServiceErrorOptions'.split(
    ' ',
  )

/** A variable for each name, all of them different. */
function variablesFor(
  names: readonly string[],
  suffix: string,
  toWord: (name: string) => string = (name) => name,
): (name: string) => string {
  const variables = new Map<string, string>()
  for (const name of names) {
    const given = toWord(name)
    const word = isIdentifier(given) ? given : `_${given.replaceAll(/[^\p{ID_Continue}$]+/gu, '_')}`
    let variable = `${word}${suffix}`
    while ([...variables.values()].includes(variable)) variable = `_${variable}`
    variables.set(name, variable)
  }
  return (name) => variables.get(name) ?? `${name}${suffix}`
}

/** `order_created` and `order.created` as `orderCreated`. */
function camelCase(name: string): string {
  const word = pascalCase(name)
  return word.slice(0, 1).toLowerCase() + word.slice(1)
}
