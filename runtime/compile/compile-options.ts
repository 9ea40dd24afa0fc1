import type { EsbuildOptions } from './load-esbuild.js'

const TYPESCRIPT = /\.[cm]?(tsx?)$/

export function isTypeScript(file: string): boolean {
  return TYPESCRIPT.test(file)
}

/** How a file becomes JavaScript without types, and without decorators. */
export function compileOptions(file: string): EsbuildOptions {
  return {
    loader: TYPESCRIPT.exec(file)?.[1] === 'tsx' ? 'tsx' : 'ts',
    sourcefile: file,
    sourcemap: 'external',
    target: 'es2022',
    format: 'esm',
    keepNames: true,
    // The project's file is not read: legacy decorators would leave nothing for Mycelia to find.
    tsconfigRaw: { compilerOptions: {} },
    supported: { decorators: false },
  }
}
