import type { Contract } from 'mycelia/contract'
import type { RefreshedClients } from './clients/index.js'
import type { EmittedFile } from './emit/index.js'
import { generatorVersion } from './version.js'

export type Emit = typeof import('./emit/index.js')

/**
 * Emits a project, again and again: a contract that is read again and has not changed is the same
 * object, and is not emitted anew.
 */
export class ProjectEmitter {
  readonly #emitted = new WeakMap<Contract, readonly EmittedFile[]>()

  /** All generated files, by path from their folder. */
  emit(
    emit: Emit,
    contracts: readonly Contract[],
    clients: RefreshedClients,
  ): ReadonlyMap<string, string> {
    const files = contracts.flatMap((contract) => this.#filesOf(emit, contract))
    if (contracts.length > 0) files.push(emit.emitMain(contracts, { generatorVersion }))
    return new Map([...files.map(({ path, text }) => [path, text] as const), ...clients.files])
  }

  #filesOf(emit: Emit, contract: Contract): readonly EmittedFile[] {
    const known = this.#emitted.get(contract)
    if (known !== undefined) return known
    const serviceModule = moduleOf(contract)
    const files = emit.emitService(contract, { generatorVersion, serviceModule })
    this.#emitted.set(contract, files)
    return files
  }
}

/** The class's module as the generated folder imports it. */
function moduleOf({ source }: Contract): string {
  const path = source.file.replace(/\.(m?)ts$/, '.$1js')
  return path.startsWith('src/') ? `../${path.slice('src/'.length)}` : `../../${path}`
}
