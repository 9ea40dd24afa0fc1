import type { Command } from 'commander'

export function addShowConfigCommand(program: Command): void {
  program
    .command('show-config')
    .summary('print the configuration after substitution, secrets masked')
    .description(
      'Prints the configuration as services see it: after substitution of variables, with passwords and other secrets masked.',
    )
    .option('--config <file>', 'the configuration file (default: config.yaml, if there is one)')
    .action(async (flags: { readonly config?: string }) => {
      const { showConfig } = await import('../show-config.js')
      await showConfig(flags.config)
    })
}
