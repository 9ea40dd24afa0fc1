import {
  applyPlan,
  conflictsOf,
  formatReport,
  type NextStep,
  nextSteps,
  type Plan,
  planProject,
  planToJson,
  refuseConflicts,
  ScaffoldError,
  type SetUpWarning,
  setUpProject,
} from '../../generator/scaffold/index.js'
import { CommandFailed } from '../command-failed.js'
import { type AnswerFlags, findAnswers } from './find-answers.js'
import { paintAction } from './paint-action.js'

export interface CreateFlags extends AnswerFlags {
  readonly install: boolean
  readonly git: boolean
  readonly dryRun?: true
}

/** Plans the project, tells the plan, carries it out, and makes the project ready to run. */
export async function createProject(name: string | undefined, flags: CreateFlags): Promise<void> {
  const interrupted = new AbortController()
  const interrupt = (): void => interrupted.abort()
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  for (const signal of signals) process.on(signal, interrupt)
  try {
    await create(name, flags, interrupted.signal)
  } catch (error) {
    if (interrupted.signal.aborted) throw new CommandFailed('interrupted; run it again to go on')
    if (!(error instanceof ScaffoldError)) throw error
    const misused = error.code === 'InvalidName' || error.code === 'InvalidAnswer'
    throw new CommandFailed(error.message, misused ? 2 : 1)
  } finally {
    for (const signal of signals) process.off(signal, interrupt)
  }
}

async function create(
  name: string | undefined,
  flags: CreateFlags,
  signal: AbortSignal,
): Promise<void> {
  const answers = await findAnswers(name, flags, signal)
  const plan = await planProject(answers)
  signal.throwIfAborted()
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
    generate: (folder) => generateInto(folder, flags),
    onProgress: (text) => process.stderr.write(text),
    signal,
  })
  printWarnings(warnings)
  for (const advice of plan.advice ?? []) process.stderr.write(`to do: ${advice}\n`)
  if (!flags.json) printNextSteps(nextSteps(answers, process.cwd(), installed))
}

async function generateInto(folder: string, flags: CreateFlags): Promise<void> {
  const { generateNew } = await import('../generate-project.js')
  const { create, replace, unchanged } = await generateNew(folder)
  const files = [
    ...create.map((path) => ({ path, action: 'create', content: '' }) as const),
    ...replace.map((path) => ({ path, action: 'update', content: '' }) as const),
    ...unchanged.map((path) => ({ path, action: 'identical', content: '' }) as const),
  ]
  files.sort((a, b) => (a.path < b.path ? -1 : 1))
  if (!flags.json) printPlan({ folder, files }, flags)
}

function printPlan(plan: Plan, { json }: CreateFlags): void {
  process.stdout.write(
    json
      ? `${JSON.stringify(planToJson(plan), null, 2)}\n`
      : formatReport(plan, { from: process.cwd(), paint: paintAction }),
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
