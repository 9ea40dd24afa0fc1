import { resolve } from 'node:path'
import { styleText } from 'node:util'
import {
  type Answers,
  applyPlan,
  conflictsOf,
  detectPackageManager,
  type FileAction,
  formatReport,
  type NextStep,
  nextSteps,
  type PackageManager,
  type Plan,
  parseName,
  planProject,
  planToJson,
  refuseConflicts,
  ScaffoldError,
  type SetUpWarning,
  setUpProject,
} from '../../generator/scaffold/index.js'
import { CommandFailed } from '../run-program.js'

export interface CreateFlags {
  readonly dir?: string
  readonly scope?: string
  readonly pm?: PackageManager
  readonly install: boolean
  readonly git: boolean
  readonly dryRun?: true
  readonly force?: true
  readonly json?: true
}

/** Plans the project, tells the plan, carries it out, and makes the project ready to run. */
export async function createProject(name: string, flags: CreateFlags): Promise<void> {
  const interrupted = new AbortController()
  const interrupt = (): void => interrupted.abort()
  process.once('SIGINT', interrupt)
  try {
    await create(name, flags, interrupted.signal)
  } catch (error) {
    if (interrupted.signal.aborted) throw new CommandFailed('interrupted; run it again to go on')
    if (!(error instanceof ScaffoldError)) throw error
    const misused = error.code === 'InvalidName' || error.code === 'InvalidAnswer'
    throw new CommandFailed(error.message, misused ? 2 : 1)
  } finally {
    process.off('SIGINT', interrupt)
  }
}

async function create(name: string, flags: CreateFlags, signal: AbortSignal): Promise<void> {
  const answers = answersFrom(name, flags)
  const plan = await planProject(answers)
  if (conflictsOf(plan).length > 0 || flags.dryRun) printPlan(plan, flags)
  refuseConflicts(plan)
  if (flags.dryRun) {
    process.stderr.write('nothing was written: this was a dry run\n')
    return
  }
  await applyPlan(plan, { signal })
  printPlan(plan, flags)

  const { packageManager } = answers
  const { installed, warnings } = await setUpProject(answers.folder, {
    packageManager,
    install: flags.install,
    git: flags.git,
    generate: generateInto,
    onProgress: (text) => process.stderr.write(text),
    signal,
  })
  printWarnings(warnings)
  if (!flags.json) printNextSteps(nextSteps(answers, process.cwd(), installed))
}

function answersFrom(
  name: string,
  flags: CreateFlags,
): Answers & { readonly packageManager: PackageManager } {
  const folder = resolve(flags.dir ?? parseName(name).kebab)
  const packageManager = flags.pm ?? detectPackageManager(folder, process.env.npm_config_user_agent)
  return { name, folder, packageManager, scope: flags.scope, force: flags.force ?? false }
}

async function generateInto(folder: string): Promise<void> {
  const { generateQuietly } = await import('../generate-project.js')
  await generateQuietly(folder, [])
}

const COLOURS: Readonly<Record<FileAction, 'green' | 'blue' | 'red' | 'yellow'>> = {
  create: 'green',
  identical: 'blue',
  conflict: 'red',
  force: 'yellow',
}

function printPlan(plan: Plan, { json }: CreateFlags): void {
  const paint = (action: FileAction, text: string): string => styleText(COLOURS[action], text)
  process.stdout.write(
    json
      ? `${JSON.stringify(planToJson(plan), null, 2)}\n`
      : formatReport(plan, { from: process.cwd(), paint }),
  )
}

function printWarnings(warnings: readonly SetUpWarning[]): void {
  for (const { message, command } of warnings) {
    process.stderr.write(`warning: ${message}; repeat it in the project with: ${command}\n`)
  }
}

function printNextSteps(steps: readonly NextStep[]): void {
  for (const { title, commands } of steps) {
    process.stdout.write(`\n${title}\n\n${commands.map((line) => `  ${line}\n`).join('')}`)
  }
}
