import { stat } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { BuildError } from './build-error.js'

export interface Built {
  /** From the folder that is built. */
  readonly files: readonly { readonly path: string; readonly bytes: number }[]
  readonly warnings: readonly string[]
}

/**
 * What the bundle begins with. Node.js reads the source map of a file only as it loads the file: where
 * source maps are not switched on yet, the program switches them on and is loaded a second time.
 */
const entryText = (definitions: string): string => `
if (process.sourceMapsEnabled) {
  const [{ start }, { definitions }] = await Promise.all([
    import('mycelia/program'),
    import(${JSON.stringify(`./${definitions}`)}),
  ])
  await start(definitions, import.meta.url)
} else {
  process.setSourceMapsEnabled(true)
  await import(import.meta.url + '?mapped')
}
`

/** Packages that are CommonJS, as amqplib is, ask for Node's own modules by it. */
const BANNER =
  "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);"

/**
 * Puts a compiled project and all packages that it imports into one file, with a source map that
 * leads back to the TypeScript.
 * @param definitions The compiled list of the services, absolute.
 * @throws {BuildError} when something that is imported cannot be found, or cannot be bundled.
 */
export async function bundleProgram(
  definitions: string,
  outfile: string,
  projectFolder: string,
  external: readonly string[],
): Promise<Built> {
  const esbuild = await import('esbuild')
  try {
    const { warnings } = await esbuild.build({
      stdin: { contents: entryText(basename(definitions)), resolveDir: dirname(definitions) },
      outfile,
      absWorkingDir: projectFolder,
      bundle: true,
      external: [...external],
      platform: 'node',
      format: 'esm',
      target: 'node20',
      banner: { js: BANNER },
      // Names stay: those of classes travel with errors.
      minifySyntax: true,
      minifyWhitespace: true,
      sourcemap: 'linked',
      logLevel: 'silent',
      logOverride: { 'direct-eval': 'silent' },
    })
    const texts = await esbuild.formatMessages(warnings, { kind: 'warning' })
    const { size } = await stat(outfile)
    return {
      files: [{ path: basename(outfile), bytes: size }],
      warnings: texts.map((text) => text.trimEnd()),
    }
  } catch (error) {
    const { errors } = error as { readonly errors?: Parameters<typeof esbuild.formatMessages>[0] }
    if (errors === undefined) throw error
    const messages = await esbuild.formatMessages(errors, { kind: 'error' })
    throw new BuildError(`the services cannot be bundled\n${messages.join('\n').trimEnd()}`)
  }
}
