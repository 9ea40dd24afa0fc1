import { createRequire } from 'node:module'
import { join } from 'node:path'

/** TypeScript to JavaScript that Node knows. */
export interface EsbuildOptions {
  readonly loader: 'ts' | 'tsx'
  readonly sourcefile: string
  readonly sourcemap: 'external'
  readonly target: string
  readonly format: 'esm'
  readonly keepNames: boolean
  readonly tsconfigRaw: { readonly compilerOptions: object }
  readonly supported: { readonly decorators: false }
}

export interface Compiled {
  readonly code: string
  /** A source map, as JSON: it leads to the source. */
  readonly map: string
}

/** What is used of esbuild. */
export interface Esbuild {
  readonly version: string
  transform(code: string, options: EsbuildOptions): Promise<Compiled>
  transformSync(code: string, options: EsbuildOptions): Compiled
}

/**
 * The project's own esbuild, else the one that `create-service` brings.
 * @param projectFolder Absolute.
 * @param user What needs it, for the error: `mycelia/vite`.
 * @throws {Error} when there is neither; it says what to install.
 */
export function loadEsbuild(projectFolder: string, user: string): Esbuild {
  const fromProject = createRequire(join(projectFolder, 'package.json'))
  const path = resolve(fromProject, 'esbuild') ?? resolve(requireOfTools(fromProject), 'esbuild')
  if (path === undefined) {
    throw new Error(
      `${user} needs esbuild to compile decorators, and ${projectFolder} has none: ` +
        'npm install --save-dev esbuild',
    )
  }
  return fromProject(path)
}

function requireOfTools(fromProject: NodeJS.Require): NodeJS.Require | undefined {
  const tools = resolve(fromProject, 'create-service/package.json')
  return tools === undefined ? undefined : createRequire(tools)
}

/** Undefined when it is not installed; what is installed but broken is for the caller to see. */
function resolve(require: NodeJS.Require | undefined, name: string): string | undefined {
  try {
    return require?.resolve(name)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'MODULE_NOT_FOUND') return undefined
    throw error
  }
}
