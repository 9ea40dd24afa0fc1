import { type Contract, contractToJson } from 'mycelia/contract'
import { emitClient } from './emit-client.js'
import { emitCodecs } from './emit-codecs.js'
import { emitSchemas } from './emit-schemas.js'
import { emitServer } from './emit-server.js'
import { emitTypes } from './emit-types.js'
import type { EmitOptions, EmittedFile } from './emitted-file.js'
import { serviceNames } from './names.js'

export interface EmitServiceOptions extends EmitOptions {
  /** The module of the service's class, as the generated files import it. */
  readonly serviceModule: string
}

/** All files of one service. */
export function emitService(
  contract: Contract,
  options: EmitServiceOptions,
): readonly EmittedFile[] {
  const names = serviceNames(contract)
  const types = emitTypes(contract, options)
  const files: readonly (readonly [string, string | undefined])[] = [
    ['types.ts', types],
    ['codecs.ts', emitCodecs(contract, names, options)],
    ['schemas.ts', emitSchemas(contract, names, options)],
    ['client.ts', emitClient(contract, names, options)],
    ['server.ts', emitServer(contract, names, options.serviceModule, options)],
    ['contract.json', contractToJson(contract)],
  ]
  return files.flatMap(([kind, text]) =>
    text === undefined ? [] : [{ path: `${names.stem}.${kind}`, text }],
  )
}
