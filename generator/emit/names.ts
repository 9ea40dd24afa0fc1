import type { Contract } from 'mycelia/contract'
import { isIdentifier } from './printer.js'
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
}

/** @param as What is to be called so, in place of the service's name on the wire. */
export function serviceNames(
  { service, methods }: Pick<Contract, 'service' | 'methods'>,
  as: string = service,
): ServiceNames {
  const variables = new Map<string, string>()
  for (const { name } of methods) {
    const word = isIdentifier(name) ? name : `_${name.replaceAll(/[^\p{ID_Continue}$]+/gu, '_')}`
    let variable = `${word}Method`
    while ([...variables.values()].includes(variable)) variable = `_${variable}`
    variables.set(name, variable)
  }
  return {
    stem: serviceStem(as),
    client: `${serviceTitle(as)}Client`,
    server: `${serviceVariable(as)}Server`,
    method: (name) => variables.get(name) ?? `${name}Method`,
  }
}
