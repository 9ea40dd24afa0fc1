export { compileOptions, isTypeScript } from './compile-options.js'
export { type Compiled, type Esbuild, loadEsbuild } from './load-esbuild.js'
