import type { Contract } from 'mycelia/contract'
import { httpMethods } from './http-methods.js'
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
  /** How a method is given messages, by the method's name in TypeScript. */
  handler(method: string): string
}

/** @param as What is to be called so, in place of the service's name on the wire. */
export function serviceNames(
  contract: Pick<Contract, 'service' | 'methods'> &
    Partial<Pick<Contract, 'events' | 'handlers' | 'consumers' | 'http'>>,
  as: string = contract.service,
): ServiceNames {
  const methodNames = [...contract.methods, ...httpMethods(contract)].map(({ name }) => name)
  const eventTypes = (contract.events ?? []).map(({ type }) => type)
  return {
    stem: serviceStem(as),
    client: `${serviceTitle(as)}Client`,
    server: `${serviceVariable(as)}Server`,
    events: `${serviceTitle(as)}Events`,
    method: variablesFor(methodNames, 'Method'),
    event: variablesFor(eventTypes, 'Event', camelCase),
    handler: variablesFor(
      payloadHandlers(contract).map(({ method }) => method),
      'Handler',
    ),
  }
}

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
