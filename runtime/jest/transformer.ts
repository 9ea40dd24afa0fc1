import { createHash } from 'node:crypto'
import { type Compiled, compileOptions, type Esbuild, loadEsbuild } from '../compile/index.js'
import { version } from '../version.js'

/** What Jest tells of the project, as far as it is used here. */
export interface TransformOptions {
  readonly config: { readonly rootDir: string }
  /** The configuration, as text. */
  readonly configString: string
  /** Whether the code is to count what runs, for coverage. */
  readonly instrument: boolean
  /** Whether the file is run as an ES module. */
  readonly supportsStaticESM: boolean
}

const esbuilds = new Map<string, Esbuild>()

function esbuildOf({ config: { rootDir } }: TransformOptions): Esbuild {
  const esbuild = esbuilds.get(rootDir) ?? loadEsbuild(rootDir, 'mycelia/jest')
  esbuilds.set(rootDir, esbuild)
  return esbuild
}

/**
 * Compiles a file. Not in the background: Jest would ask for this function all the same.
 * @throws {Error} when there is no esbuild, or Jest is about to run the file as CommonJS.
 */
function process(code: string, file: string, options: TransformOptions): Compiled {
  if (!options.supportsStaticESM) {
    throw new Error(
      `${file} is run as CommonJS, and Mycelia consists of ES modules: start Jest with ` +
        'NODE_OPTIONS=--experimental-vm-modules, and keep the `extensionsToTreatAsEsm` of mycelia()',
    )
  }
  return esbuildOf(options).transformSync(code, compileOptions(file))
}

/** Jest keeps what it has compiled under this. */
function getCacheKey(code: string, file: string, options: TransformOptions): string {
  const { configString, instrument, supportsStaticESM } = options
  const settings = [configString, instrument, supportsStaticESM]
  const parts = [version, esbuildOf(options).version, ...settings, file, code]
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex')
}

/** What Jest calls. */
export interface Transformer {
  readonly process: typeof process
  readonly getCacheKey: typeof getCacheKey
}

const transformer: Transformer = { process, getCacheKey }
// Jest asks for a default export.
export default transformer
