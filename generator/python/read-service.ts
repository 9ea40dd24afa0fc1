import type { Contract, Method } from 'mycelia/contract'
import { ExpectedError } from '../expected-error.js'
import { dispatchedEvents } from './dispatched-events.js'
import { type Class, type Module, membersOf } from './module.js'
import { NamedTypes } from './named-types.js'
import { type Notes, positionOf } from './notes.js'
import { type RpcMethod, readMethod, untypedParts } from './read-method.js'
import type { ClientNaming } from './read-parameters.js'
import { TypeReader } from './read-type.js'
import type { Resolver } from './resolve.js'
import { rpcMethods } from './rpc-methods.js'
import { docstringOf } from './string-literal.js'
import { within } from './syntax.js'

export interface ServiceScope {
  readonly resolver: Resolver
  readonly notes: Notes
  readonly naming: ClientNaming
  /** A module's path as the contract tells it. */
  readonly fileOf: (module: Module) => string
  /** The same as it is told to whoever reads a message. */
  readonly show: (path: string) => string
}

/** The class as a contract; undefined of one that is no service. */
export function readService(type: Class, scope: ServiceScope): Contract | undefined {
  const { resolver, notes, naming, fileOf } = scope
  const methods = rpcMethods(type, resolver, notes)
  const service = methods.length === 0 ? undefined : serviceName(type, scope)
  if (service === undefined) return undefined
  const named = new NamedTypes(resolver, notes, fileOf)
  const types = new TypeReader(resolver, named, notes)
  const read = methods.map((method) =>
    readMethod(method, fileOf(method.in.module), { types, notes, naming }),
  )
  tellUntyped(type, methods, read, notes)
  return {
    format: 1,
    service,
    className: type.name,
    ...docstringOf(type.node.getChild('Body'), type.text),
    source: { file: fileOf(type.module), ...positionOf(type) },
    methods: withoutTwins(read),
    types: named.all,
    errors: [],
    events: dispatchedEvents(type, fileOf, resolver, notes),
    handlers: [],
    injects: [],
  }
}

/**
 * The service's `name`, its own or inherited; undefined of a class without one: others inherit from it.
 * @throws {ExpectedError} when it is put together at run time, or can be no name.
 */
function serviceName(type: Class, { resolver, show }: ServiceScope): string | undefined {
  for (const owner of resolver.ancestry(type).classes) {
    const binding = membersOf(owner).get('name')
    if (binding?.is !== 'value' || binding.value === undefined) continue
    const code = within(owner, binding.value)
    const name = resolver.string(code)
    const { line, column } = positionOf(code)
    const place = `${show(owner.module.path)}:${line}:${column}`
    if (name === undefined) {
      throw new ExpectedError(
        `${place}: the name of ${type.name} is not known before the program runs: write a string, or a constant of the project that is one`,
      )
    }
    if (/^[A-Za-z_][\w-]*$/.test(name)) return name
    throw new ExpectedError(`${place}: ${JSON.stringify(name)} cannot be the name of a service`)
  }
  return undefined
}

function tellUntyped(
  type: Class,
  methods: readonly RpcMethod[],
  read: readonly Method[],
  notes: Notes,
): void {
  const counts = methods.map((method, index) => untypedParts(method, read[index]!))
  const untyped = counts.reduce((sum, count) => sum + count, 0)
  if (untyped === 0) return
  const names = methods.filter((_, index) => counts[index]! > 0).map(({ name }) => name)
  const shown =
    names.length > 3
      ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more`
      : names.join(', ')
  notes.add(
    type,
    `${untyped} parameters and results without a type hint are \`unknown\` in the client: ${shown}`,
  )
}

/** Two names that become one in TypeScript stay as they are in Python. */
function withoutTwins(methods: readonly Method[]): readonly Method[] {
  const names = methods.map(({ name }) => name)
  return methods.map((method) =>
    names.filter((name) => name === method.name).length > 1
      ? { ...method, name: method.wireName }
      : method,
  )
}
