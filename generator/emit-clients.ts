import type { ClientEmitter } from './clients/index.js'
import { generatorVersion } from './version.js'

/** How clients of other services are emitted. */
export function clientEmitter(emit: typeof import('./emit/index.js')): ClientEmitter {
  return {
    stem: emit.serviceStem,
    emit(contract, options) {
      const files = emit.emitClientFiles(contract, { generatorVersion, ...options })
      return new Map(files.map(({ path, text }) => [path, text]))
    },
  }
}
