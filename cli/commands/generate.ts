import type { Command } from 'commander'
import { CommandFailed } from '../command-failed.js'

interface Flags {
  readonly check?: true
  readonly watch?: true
}

export function addGenerateCommand(program: Command): void {
  program
    .command('generate')
    .summary('write the generated files, as far as they have changed')
    .description(
      'Reads the decorated classes in src/**/*.service.ts and writes clients, validators and servers to src/generated.',
    )
    .argument('[file...]', 'services beside src/**/*.service.ts')
    .option('--check', 'write nothing; fail when something would have been written (for CI)')
    .option('--watch', 'write again at every change, until stopped with ^C')
    .action(async (files: string[], flags: Flags) => {
      if (flags.check && flags.watch)
        throw new CommandFailed('--check and --watch exclude each other', 2)
      const { generateOnce, generateWatching } = await import('../generate-project.js')
      if (flags.watch) await generateWatching(process.cwd(), files)
      else await generateOnce(process.cwd(), files, flags.check ?? false)
    })
}
