import { type Contract, contractHash } from 'mycelia/contract'
import { printMethodTable } from './emit-client.js'
import { type EmitOptions, header } from './emitted-file.js'
import { block, hardline } from './layout.js'
import type { ServiceNames } from './names.js'
import { printDescription } from './print-description.js'
import { Printer, quote } from './printer.js'

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
  printer.block(
    `/** What hosts \`${contract.service}\`. */`,
    hardline,
    `export const ${names.server}: ${definition} = `,
    block([
      `name: ${quote(contract.service)},`,
      `class: ${className},`,
      `contract: ${quote(contractHash(contract))},`,
      ['methods: ', printMethodTable(contract, names, printer), ','],
      ['description: ', printDescription(contract), ','],
    ]),
  )
  return printer.print(header(options, contract.source.file))
}
