import type { Command } from 'commander'

export function addHealthCommand(program: Command): void {
  program
    .command('health')
    .summary('ask the services that run here whether they are ready')
    .description(
      'Asks the process that serves with this configuration, on this machine, whether it is ready: started, connected to its broker, and not stopping. It answers at the key health_address.',
    )
    .option('--config <file>', 'the configuration file (default: config.yaml, if there is one)')
    .addHelpText(
      'after',
      `
A built program answers the same question without the tools: node dist/main.js health
Exit codes: 0 ready, 1 not ready or nobody answers.`,
    )
    .action(async (flags: { readonly config?: string }) => {
      const { health } = await import('../health.js')
      await health(flags.config)
    })
}
