import type { Contract } from 'mycelia/contract'
import { type EmitOptions, type EmittedFile, header } from './emitted-file.js'
import { arrayLiteral, hardline } from './layout.js'
import { serviceNames } from './names.js'
import { Printer } from './printer.js'

/** The list of all services of a project. */
export function emitMain(contracts: readonly Contract[], options: EmitOptions): EmittedFile {
  const printer = new Printer()
  const definition = printer.type('ServiceDefinition', 'mycelia')
  const servers = contracts.map((contract) => {
    const { server, stem } = serviceNames(contract)
    return printer.value(server, `./${stem}.server.js`)
  })
  printer.block(
    '/** Every service of this project: what `mycelia run` starts. */',
    hardline,
    `export const definitions: readonly ${definition}[] = `,
    arrayLiteral(servers),
  )
  return { path: 'main.ts', text: printer.print(header(options, 'src')) }
}
