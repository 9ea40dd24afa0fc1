import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { BuildError } from './build-error.js'

/**
 * Runs the compiler that a project has installed.
 * @throws {BuildError} with what it says, or when there is none.
 */
export async function runCompiler(projectFolder: string, args: readonly string[]): Promise<void> {
  const compiler = findCompiler(projectFolder)
  const child = spawn(process.execPath, [compiler, ...args, '--pretty', 'false'], {
    cwd: projectFolder,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  const take = (chunk: Buffer): void => {
    output += chunk
  }
  child.stdout.on('data', take)
  child.stderr.on('data', take)
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
  if (code !== 0) throw new BuildError(`the types do not fit\n${output.trimEnd()}`)
}

function findCompiler(projectFolder: string): string {
  const require = createRequire(join(projectFolder, 'package.json'))
  try {
    return join(dirname(require.resolve('typescript/package.json')), 'bin', 'tsc')
  } catch (cause) {
    throw new BuildError(
      'typescript is not installed in this project: install it as a development dependency',
      { cause },
    )
  }
}
