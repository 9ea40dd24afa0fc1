import type { Command } from 'commander'
import type { DoctorFlags } from '../doctor/run-doctor.js'

export function addDoctorCommand(program: Command): void {
  program
    .command('doctor')
    .summary('find out what keeps a project from running')
    .description(
      'Looks at Node, the installed packages, TypeScript settings, generated files, the configuration and the broker. Each check prints a line: ok, a warning, or a problem with what to do about it.',
    )
    .option('--config <file>', 'the configuration file (default: config.yaml, if there is one)')
    .option('--broker <uri>', 'the broker, whatever the configuration says')
    .option('--json', 'print the findings as JSON')
    .addHelpText('after', '\nExit codes: 0 no problem, 1 a problem, 2 used wrongly.')
    .action(async (flags: DoctorFlags) => {
      const { runDoctor } = await import('../doctor/run-doctor.js')
      await runDoctor(process.cwd(), flags)
    })
}
