import type { ts } from 'ts-morph'
import type { ListedErrors } from './errors/listed-errors.js'
import {
  type Argument,
  argumentOf,
  type Literal,
  literalOf,
  literalsOf,
  optionOf,
} from './literal-argument.js'
import type { Reading } from './reading.js'
import type { RpcMember } from './rpc-members.js'

/** What `@rpc({ ... })` or `@websocket({ ... })` says. */
export interface RpcOptions {
  readonly name?: Given<string>
  readonly params?: Given<readonly string[]>
  readonly idempotent?: true
  /** The classes of the errors that it declares, as they are written. */
  readonly errors?: ListedErrors
  readonly sensitive?: Argument
}

/** An option's value, and where it stands. */
interface Given<T> {
  readonly value: T
  readonly node: ts.Node
}

/** Reads the options of a method's decorator. What is not a literal is reported. */
export function readRpcOptions(
  { decoration, decorator }: RpcMember,
  where: string,
  reading: Reading,
): RpcOptions {
  const [given] = decoration.call?.arguments ?? []
  if (given === undefined) return {}
  const options = argumentOf(given, reading.checker)
  const name = readOption('name', isString, "a literal: `name: 'get_order'`")
  const params = readParams()
  const idempotent = readOption('idempotent', isBoolean, '`true` or `false`')
  const errors = optionOf(options, 'errors', reading.checker)?.node
  const sensitive = optionOf(options, 'sensitive', reading.checker)
  return {
    ...(sensitive === undefined ? {} : { sensitive }),
    ...(name === undefined ? {} : { name }),
    ...(params === undefined ? {} : { params }),
    ...(idempotent?.value === true ? { idempotent: true } : {}),
    ...(errors === undefined ? {} : { errors: { decorator: '@rpc', list: errors } }),
  }

  function readOption<T extends Literal>(
    key: string,
    accepts: (value: Literal | undefined) => value is T,
    wanted: string,
  ): Given<T> | undefined {
    const option = optionOf(options, key, reading.checker)
    if (option === undefined) return undefined
    const value = literalOf(option, reading.checker)
    if (accepts(value)) return { value, node: option.node }
    return refuseOption(option, key, wanted)
  }

  function readParams(): Given<readonly string[]> | undefined {
    const option = optionOf(options, 'params', reading.checker)
    if (option === undefined) return undefined
    const values = literalsOf(option, reading.checker)
    if (values?.every(isString)) return { value: values, node: option.node }
    return refuseOption(option, 'params', "a list of literals: `params: ['order_id']`")
  }

  function refuseOption(option: Argument, key: string, wanted: string): undefined {
    reading.problems.add(option.node, {
      where,
      message: `the option \`${key}\` of @${decorator} is not known before the program runs`,
      hint: `write ${wanted}`,
    })
  }
}

function isString(value: Literal | undefined): value is string {
  return typeof value === 'string'
}

function isBoolean(value: Literal | undefined): value is boolean {
  return typeof value === 'boolean'
}
