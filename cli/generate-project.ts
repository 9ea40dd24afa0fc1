import type { ExpectedError } from '../generator/expected-error.js'
import {
  type FileChanges,
  type GenerateOptions,
  type GenerateResult,
  generate,
} from '../generator/generate.js'
import { CommandFailed } from './command-failed.js'
import { withProgress } from './progress.js'

/** Generates, and tells what was done: changed files on stdout, problems on stderr. */
export async function generateOnce(
  projectFolder: string,
  files: readonly string[],
  check: boolean,
): Promise<void> {
  const result = await generateShowing({ projectFolder, files, check })
  await refuseProblems(result)
  report(result, check)
}

/** Generates before something else is done with the result: silent unless there is a problem. */
export async function generateQuietly(
  projectFolder: string,
  files: readonly string[],
): Promise<void> {
  const result = await generateShowing({ projectFolder, files })
  await refuseProblems(result)
  printNotes(result, false)
}

/** Generates; on a terminal it shows that this takes a moment. */
function generateShowing(options: GenerateOptions): Promise<GenerateResult> {
  return withProgress('reading the source', () => generate(options))
}

/** Generates for a new project, which may not be installed yet. */
export async function generateNew(projectFolder: string): Promise<FileChanges> {
  const result = await generate({ projectFolder, lendRuntime: true })
  await refuseProblems(result)
  return result.changes
}

/** Generates again at every change. It ends only with the process. */
export async function generateWatching(
  projectFolder: string,
  files: readonly string[],
): Promise<void> {
  const { watchProject } = await import('../generator/watch.js')
  const onResult = async (result: GenerateResult): Promise<void> => {
    const text = await describeProblems(result)
    if (text === '') report(result, false)
    else process.stderr.write(text)
  }
  // Whatever keeps files from being written can be mended while this goes on.
  const onFailure = (error: ExpectedError): void => {
    process.stderr.write(`error: ${error.message}\n`)
  }
  await watchProject({ projectFolder, files }, onResult, onFailure)
}

async function refuseProblems(result: GenerateResult): Promise<void> {
  const text = await describeProblems(result)
  if (text === '') return
  process.stderr.write(text)
  throw new CommandFailed('nothing was generated: correct what stands above, then run it again')
}

/** Every problem on lines of its own; nothing where there is none. */
export async function describeProblems({ problems }: GenerateResult): Promise<string> {
  if (problems.length === 0) return ''
  const { formatProblem } = await import('../generator/read/index.js')
  return problems.map((problem) => `${formatProblem(problem)}\n`).join('')
}

function report(result: GenerateResult, check: boolean): void {
  const { contracts, changes, notes, clients } = result
  const { create, replace, remove } = changes
  const lines = [
    ...create.map((path) => `  create  ${path}`),
    ...replace.map((path) => ` replace  ${path}`),
    ...remove.map((path) => `  remove  ${path}`),
  ]
  if (lines.length > 0) process.stdout.write(`${lines.join('\n')}\n`)
  if (contracts?.length === 0 && clients === 0) {
    process.stderr.write(
      "no services found: decorate a class in src/**/*.service.ts with @service('name') from 'mycelia'\n",
    )
  }
  printNotes(result, check)
  if (check && (lines.length > 0 || notes.some(({ stale }) => stale))) {
    throw new CommandFailed('generated files are out of date: run `mycelia generate`')
  }
  if (lines.length === 0) process.stdout.write('generated files are up to date\n')
}

/** What writing has settled is shown by the files that were written; a check tells it. */
function printNotes({ notes }: GenerateResult, check: boolean): void {
  for (const { message, stale, settled } of notes) {
    if (check && stale) process.stderr.write(`${message}\n`)
    else if (!settled) process.stderr.write(`warning: ${message}\n`)
  }
}
