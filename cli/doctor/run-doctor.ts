import { loadConfig } from 'mycelia/config'
import { paint } from '../colours.js'
import { CommandFailed } from '../command-failed.js'
import { checkBroker } from './check-broker.js'
import { checkNode } from './check-node.js'
import { checkPackages } from './check-packages.js'
import { checkProject } from './check-project.js'
import { type Finding, ok, problem, type Status, warning } from './finding.js'

export interface DoctorFlags {
  readonly config?: string
  readonly broker?: string
  readonly json?: true
}

/**
 * Looks at all that a project needs, and prints a line for each.
 * @throws {CommandFailed} when there is a problem.
 */
export async function runDoctor(projectFolder: string, flags: DoctorFlags): Promise<void> {
  const findings: Finding[] = []
  for await (const finding of examine(projectFolder, flags)) {
    findings.push(finding)
    if (!flags.json) process.stdout.write(`${format(finding)}\n`)
  }
  if (flags.json) process.stdout.write(`${JSON.stringify(findings, null, 2)}\n`)
  const problems = findings.filter(({ status }) => status === 'problem').length
  if (problems > 0) throw new CommandFailed(problems === 1 ? '1 problem' : `${problems} problems`)
}

async function* examine(projectFolder: string, flags: DoctorFlags): AsyncGenerator<Finding> {
  yield checkNode()
  yield checkPackages(projectFolder)
  yield* await checkProject(projectFolder)
  let config: Awaited<ReturnType<typeof loadConfig>>
  try {
    config = await loadConfig({ file: flags.config, broker: flags.broker, cwd: projectFolder })
  } catch (error) {
    yield problem('config', (error as Error).message, 'correct it: without it nothing starts')
    return
  }
  if (config.warnings.length === 0) yield ok('config', 'the configuration can be read')
  for (const text of config.warnings) {
    yield warning('config', text, 'nothing fails, but it may not be what is meant')
  }
  yield* checkBroker(config)
}

const STYLES: Readonly<Record<Status, 'green' | 'yellow' | 'red'>> = {
  ok: 'green',
  warning: 'yellow',
  problem: 'red',
}

function format({ check, status, message, advice }: Finding): string {
  const head = paint(process.stdout, STYLES[status], status.padEnd(7))
  const text = message.replaceAll('\n', '; ')
  return `${head}  ${check.padEnd(11)}  ${text}${advice === undefined ? '' : `; ${advice}`}`
}
