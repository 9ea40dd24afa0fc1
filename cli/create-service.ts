import { Command, Option } from 'commander'
import { generatorVersion } from '../generator/version.js'
import type { CreateFlags } from './create-service/create-project.js'
import { runProgram } from './run-program.js'

/**
 * The command line `create-service`.
 * @param args What follows the command's name.
 * @returns the exit code: 0 done, 1 failed, 2 used wrongly.
 */
export async function main(args: readonly string[]): Promise<number> {
  const program = new Command('create-service')
    .description('Makes a new project: a service, its configuration, a test, and what runs them.')
    // Required, but for a person at a terminal, who is asked.
    .usage('[options] <name>')
    .argument('[name]', 'what the service is about: greeting, my-orders')
    .option('--template [name]', 'what kind of project: service, gateway (default: service)')
    .option('--dir <folder>', 'where the project goes (default: a folder of that name)')
    .option('--scope <scope>', 'the npm scope of its package: @acme')
    .addOption(
      new Option(
        '--pm <name>',
        'what installs it (default: what the surroundings use, or npm)',
      ).choices(['npm', 'pnpm', 'yarn']),
    )
    .option('--no-install', 'leave the packages to you')
    .option('--no-git', 'make no git repository')
    .option('--dry-run', 'tell what would be written, and write nothing')
    .option('--force', 'overwrite files of the project that differ; others stay')
    .option('--json', 'print the plan as JSON instead of the report')
    .option('-y, --yes', 'take the default wherever there is a choice')
    .option('--no-interactive', 'never ask; fail when an answer is missing')
    .version(generatorVersion, '-V, --version')
    .addHelpText(
      'after',
      `
Examples:
  $ create-service greeting                    class GreetingService, service greeting_service, in greeting/
  $ create-service greeting --dry-run          the files that would be written
  $ create-service shop --template gateway     a service that calls another one, both in one project
  $ create-service my-orders --dir ../orders   in a folder of another name
  $ create-service greeting --force            again, over your own changes

On a terminal it asks for what is missing. In a workspace of npm, pnpm or yarn the project becomes a member.
A second run changes nothing, and makes up for what failed in the first.
Exit codes: 0 done, 1 failed or conflicts, 2 used wrongly.`,
    )
    .action(async (name: string | undefined, flags: CreateFlags) => {
      const { createProject } = await import('./create-service/create-project.js')
      await createProject(name, flags)
    })
  return runProgram(program, args)
}
