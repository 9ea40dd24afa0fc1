import { resolve } from 'node:path'
import {
  type Answers,
  ask,
  detectPackageManager,
  findTemplate,
  type PackageManager,
  parseName,
  type TemplateName,
} from '../../generator/scaffold/index.js'
import { CommandFailed } from '../command-failed.js'

export interface AnswerFlags {
  readonly dir?: string
  readonly scope?: string
  readonly pm?: PackageManager
  /** True where the flag stands without a value. */
  readonly template?: string | true
  readonly force?: true
  readonly yes?: true
  readonly json?: true
  readonly interactive: boolean
}

/** The answers of the command line; what is missing is asked for on a terminal, and has a default elsewhere. */
export async function findAnswers(
  name: string | undefined,
  flags: AnswerFlags,
  signal: AbortSignal,
): Promise<Answers & { readonly packageManager: PackageManager }> {
  const template = templateOf(flags)
  const place = (name: string): string => resolve(flags.dir ?? parseName(name).kebab)
  const detected = detectPackageManager(
    name === undefined ? resolve(flags.dir ?? 'new') : place(name),
    process.env.npm_config_user_agent,
  )
  const answered = {
    ...(name !== undefined && { name }),
    ...(template !== undefined && { template }),
    ...(flags.pm !== undefined && { packageManager: flags.pm }),
  }
  const defaults = { template: 'service', packageManager: detected } as const
  const answers = mayAsk(flags)
    ? await ask({ answered, defaults, output: process.stderr, signal })
    : { ...defaults, ...answered }
  if (answers.name === undefined) {
    throw new CommandFailed(
      "missing required argument 'name': create-service greeting\n(create-service --help says more)",
      2,
    )
  }
  return {
    ...answers,
    name: answers.name,
    folder: place(answers.name),
    scope: flags.scope,
    force: flags.force ?? false,
  }
}

function templateOf({ template }: AnswerFlags): TemplateName | undefined {
  if (template === undefined) return undefined
  return findTemplate(template === true ? undefined : template).name
}

/** Where nobody sits nobody is asked: an empty answer would be taken for one. */
function mayAsk({ yes, json, interactive }: AnswerFlags): boolean {
  if (yes || json || !interactive || process.env.CI) return false
  return process.stdin.isTTY === true && process.stderr.isTTY === true
}
