import { type Contract, contractHash } from 'mycelia/contract'
import { printMethodTable } from './emit-client.js'
import { type EmitOptions, header } from './emitted-file.js'
import { block, type Doc, hardline } from './layout.js'
import type { ServiceNames } from './names.js'
import { payloadHandlers } from './payload-handlers.js'
import { printDescription } from './print-description.js'
import { printHttp } from './print-http.js'
import { printWebSocket } from './print-websocket.js'
import { Printer, propertyName, quote } from './printer.js'

/** What hosts a service: its class, and how its methods cross the wire. */
export function emitServer(
  contract: Contract,
  names: ServiceNames,
  serviceModule: string,
  options: EmitOptions,
): string {
  const printer = new Printer()
  const definition = printer.type('ServiceDefinition', 'mycelia')
  const className = printer.value(contract.className, serviceModule)
  const codecs = `./${names.stem}.codecs.js`
  /** Nothing, where there is nothing in it. */
  const table = (key: string, entries: readonly (readonly [string, string])[]): readonly Doc[] => {
    if (entries.length === 0) return []
    const lines = entries.map(([name, variable]) => {
      return `${propertyName(name)}: ${printer.value(variable, codecs)},`
    })
    return [[`${key}: `, block(lines), ',']]
  }
  printer.block(
    `/** What hosts \`${contract.service}\`. */`,
    hardline,
    `export const ${names.server}: ${definition} = `,
    block([
      `name: ${quote(contract.service)},`,
      `class: ${className},`,
      `contract: ${quote(contractHash(contract))},`,
      ['methods: ', printMethodTable(contract, names, printer), ','],
      ...table(
        'events',
        contract.events.map(({ type }) => [type, names.event(type)]),
      ),
      ...table(
        'handlers',
        payloadHandlers(contract).map(({ method }) => [method, names.handler(method)]),
      ),
      ...printHttp(contract, names, printer),
      ...printWebSocket(contract, names, printer),
      ['description: ', printDescription(contract), ','],
    ]),
  )
  return printer.print(header(options, contract.source.file))
}
