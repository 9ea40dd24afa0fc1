import { fileURLToPath } from 'node:url'

/** A configuration of Jest's, as far as it is needed here. */
export interface JestConfig {
  readonly extensionsToTreatAsEsm: string[]
  readonly moduleNameMapper: Record<string, string | string[]>
  readonly transform: Record<string, string>
}

/**
 * What Jest needs to run TypeScript with decorators, as ES modules: it compiles with the project's
 * esbuild, or that of `create-service`, and its source maps lead to the source. Node is to be started
 * with `--experimental-vm-modules`, which is Jest's way to modules.
 *
 * ```ts
 * export default { ...mycelia() }
 * ```
 */
export function mycelia(): JestConfig {
  return {
    extensionsToTreatAsEsm: ['.ts', '.tsx', '.mts'],
    // TypeScript's `./orders.js` is `./orders.ts` while nothing is built.
    moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': ['$1.js', '$1.ts', '$1.tsx'] },
    transform: { '\\.[cm]?tsx?$': fileURLToPath(new URL('./transformer.js', import.meta.url)) },
  }
}
