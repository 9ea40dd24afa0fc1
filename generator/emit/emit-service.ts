import { type Contract, contractToJson } from 'mycelia/contract'
import { emitClient } from './emit-client.js'
import { emitCodecs } from './emit-codecs.js'
import { emitSchemas } from './emit-schemas.js'
import { emitServer } from './emit-server.js'
import { emitTypes } from './emit-types.js'
import type { EmitOptions, EmittedFile } from './emitted-file.js'
import { type ServiceNames, serviceNames } from './names.js'

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
  return [
    ...emitCaller(contract, names, options),
    fileOf(names, 'server.ts', emitServer(contract, names, options.serviceModule, options)),
    fileOf(names, 'contract.json', contractToJson(contract)),
  ]
}

export interface EmitClientOptions extends EmitOptions {
  /** What the client is called, in place of the service's name. */
  readonly as?: string
}

/** The files of a client of a service that lives elsewhere: all but what hosts it. */
export function emitClientFiles(
  contract: Contract,
  options: EmitClientOptions,
): readonly EmittedFile[] {
  const names = serviceNames(contract, options.as)
  return [
    ...emitCaller(contract, names, options),
    fileOf(names, 'contract.json', contractToJson(contract)),
  ]
}

/** What a caller needs, and the service itself shares. */
function emitCaller(
  contract: Contract,
  names: ServiceNames,
  options: EmitOptions,
): readonly EmittedFile[] {
  const types = emitTypes(contract, options)
  return [
    ...(types === undefined ? [] : [fileOf(names, 'types.ts', types)]),
    fileOf(names, 'codecs.ts', emitCodecs(contract, names, options)),
    fileOf(names, 'schemas.ts', emitSchemas(contract, names, options)),
    fileOf(names, 'client.ts', emitClient(contract, names, options)),
  ]
}

function fileOf({ stem }: ServiceNames, kind: string, text: string): EmittedFile {
  return { path: `${stem}.${kind}`, text }
}
