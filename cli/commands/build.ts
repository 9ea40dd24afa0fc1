import type { Command } from 'commander'
import type { BuildFlags } from '../build.js'

export function addBuildCommand(program: Command): void {
  program
    .command('build')
    .summary('build the program and the client of this project')
    .description(
      'Generates, checks the types, and builds dist/main.js, which runs all services of this project without its packages, and dist/client, which callers import.',
    )
    .argument('[file...]', 'services beside src/**/*.service.ts')
    .option(
      '--external <package...>',
      'packages that cannot be bundled: they must be installed where it runs',
    )
    .addHelpText(
      'after',
      `
dist/main.js reads config.yaml of the working directory, or its own, and the environment's AMQP_URI.

Examples:
  $ mycelia build && node dist/main.js
  $ mycelia build --external better-sqlite3`,
    )
    .action(async (files: string[], flags: BuildFlags) => {
      const { build } = await import('../build.js')
      await build(process.cwd(), files, flags)
    })
}
