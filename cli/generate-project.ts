import {
  CannotWrite,
  type FileChanges,
  type GenerateOptions,
  type GenerateResult,
  generate,
} from '../generator/generate.js'
import { CommandFailed } from './run-program.js'

/** Generates, and tells what was done: changed files on stdout, problems on stderr. */
export async function generateOnce(
  projectFolder: string,
  files: readonly string[],
  check: boolean,
): Promise<void> {
  const result = await generateOrFail({ projectFolder, files, check })
  await refuseProblems(result)
  report(result, check)
}

/** Generates before something else is done with the result: silent unless there is a problem. */
export async function generateQuietly(
  projectFolder: string,
  files: readonly string[],
): Promise<void> {
  await refuseProblems(await generateOrFail({ projectFolder, files }))
}

/** Generates for a new project, which may not be installed yet. */
export async function generateNew(projectFolder: string): Promise<FileChanges> {
  const result = await generateOrFail({ projectFolder, lendRuntime: true })
  await refuseProblems(result)
  return result.changes
}

/** Generates again at every change. It ends only with the process. */
export async function generateWatching(
  projectFolder: string,
  files: readonly string[],
): Promise<void> {
  const { watchProject } = await import('../generator/watch.js')
  await watchProject({ projectFolder, files }, async (result) => {
    const text = await describeProblems(result)
    if (text === '') report(result, false)
    else process.stderr.write(text)
  })
}

async function generateOrFail(options: GenerateOptions): Promise<GenerateResult> {
  try {
    return await generate(options)
  } catch (error) {
    throw error instanceof CannotWrite ? new CommandFailed(error.message) : error
  }
}

async function refuseProblems(result: GenerateResult): Promise<void> {
  const text = await describeProblems(result)
  if (text === '') return
  process.stderr.write(text)
  throw new CommandFailed('nothing was generated: correct what stands above, then run it again')
}

async function describeProblems({ problems }: GenerateResult): Promise<string> {
  if (problems.length === 0) return ''
  const { formatProblem } = await import('../generator/read/index.js')
  return problems.map((problem) => `${formatProblem(problem)}\n`).join('')
}

function report({ contracts, changes }: GenerateResult, check: boolean): void {
  const { create, replace, remove } = changes
  const lines = [
    ...create.map((path) => `  create  ${path}`),
    ...replace.map((path) => ` replace  ${path}`),
    ...remove.map((path) => `  remove  ${path}`),
  ]
  if (lines.length > 0) process.stdout.write(`${lines.join('\n')}\n`)
  if (contracts?.length === 0) {
    process.stderr.write(
      "no services found: decorate a class in src/**/*.service.ts with @service('name') from 'mycelia'\n",
    )
  }
  if (check && lines.length > 0) {
    throw new CommandFailed('generated files are out of date: run `mycelia generate`')
  }
  if (lines.length === 0) process.stdout.write('generated files are up to date\n')
}
