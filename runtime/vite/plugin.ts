import {
  type Compiled,
  compileOptions,
  type Esbuild,
  isTypeScript,
  loadEsbuild,
} from '../compile/index.js'

/** A plugin of Vite's, as far as it is used here: the types of every version of Vite take it. */
export interface VitePlugin {
  readonly name: string
  readonly enforce: 'pre'
  configResolved(config: { readonly root: string }): void
  transform(code: string, id: string): Promise<Compiled | undefined>
}

/**
 * Compiles decorators, which Vite leaves as they are and Node does not know: for tests with Vitest.
 * Only TypeScript files with an `@` in them are touched; their source maps lead to the source. It
 * uses the project's esbuild, or that of `create-service`.
 *
 * ```ts
 * export default defineConfig({ plugins: [mycelia()] })
 * ```
 *
 * The first such file throws an `Error` when there is no esbuild.
 */
export function mycelia(): VitePlugin {
  let root = process.cwd()
  let esbuild: Esbuild | undefined
  return {
    name: 'mycelia',
    // Before Vite takes the types away: esbuild is to see the source, and map to it.
    enforce: 'pre',
    configResolved(config) {
      root = config.root
    },
    async transform(code, id) {
      const [file = id] = id.split('?')
      if (!isTypeScript(file) || !code.includes('@')) return undefined
      esbuild ??= loadEsbuild(root, 'mycelia/vite')
      return esbuild.transform(code, compileOptions(file))
    },
  }
}
