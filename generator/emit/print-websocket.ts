import type { Contract } from 'mycelia/contract'
import { printMethodTable } from './emit-client.js'
import { block, type Doc } from './layout.js'
import type { ServiceNames } from './names.js'
import type { Printer } from './printer.js'

/** What a service answers over web sockets, as a property of its definition; nothing where it does not. */
export function printWebSocket(
  { websocket = [] }: Contract,
  names: ServiceNames,
  printer: Printer,
): readonly Doc[] {
  if (websocket.length === 0) return []
  const methods = printMethodTable({ methods: websocket }, names, printer)
  const lines = ["load: () => import('mycelia/websocket'),", ['methods: ', methods, ',']]
  return [['websocket: ', block(lines), ',']]
}
