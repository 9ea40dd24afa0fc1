import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const require = createRequire(import.meta.url)

/**
 * What a compiler says of a project; nothing when all is well.
 * @param compiler The package that holds it: `typescript`, or one of an older version.
 */
export function compile(
  compiler: string,
  projectFolder: string,
  options: Readonly<Record<string, boolean>> = {},
): string {
  const tsc = join(dirname(require.resolve(`${compiler}/package.json`)), 'bin/tsc')
  const flags = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)])
  const { stdout, stderr, error } = spawnSync(
    process.execPath,
    [tsc, '-p', projectFolder, '--noEmit', '--declaration', '--pretty', 'false', ...flags],
    { encoding: 'utf8', maxBuffer: 1 << 26 },
  )
  if (error !== undefined) throw error
  return stdout + stderr
}

/** Takes off generated files what keeps a project's compiler from looking inside. */
export function unmark(projectFolder: string): void {
  const files = readdirSync(projectFolder, { recursive: true, encoding: 'utf8' })
  for (const file of files.filter((file) => /\.(codecs|schemas)\.ts$/.test(file))) {
    const text = readFileSync(join(projectFolder, file), 'utf8')
    const unmarked = text.replace('// @ts-nocheck\n', '')
    if (unmarked === text) throw new Error(`${file} is not marked`)
    writeFileSync(join(projectFolder, file), unmarked)
  }
}
