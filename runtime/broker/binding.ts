import type { FieldTable } from '../frames/index.js'
import type { Exchange } from './exchange.js'
import type { Queue } from './queue.js'
import { canonicalTable } from './show-table.js'

/** Where an exchange passes messages on to. */
export type Destination = Exchange | Queue

export interface Binding {
  readonly source: Exchange
  readonly destination: Destination
  readonly routingKey: string
  readonly arguments: FieldTable
}

/** Equal for equal bindings of one source. */
export function bindingId(destination: Destination, routingKey: string, args: FieldTable): string {
  return `${destination.kind}\0${destination.name}\0${routingKey}\0${canonicalTable(args)}`
}
