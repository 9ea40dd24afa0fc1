import type { Command } from 'commander'
import type { PermissionsFlags } from '../show-permissions.js'

export function addPermissionsCommand(program: Command): void {
  program
    .command('permissions')
    .summary("print RabbitMQ's users for the services, with the least rights that they need")
    .description(
      "Reads from the services what they serve, call, emit and handle, and prints a definitions.json with a user for each: its permissions and topic permissions, and no more. `rabbitmqctl import_definitions` takes it; --apply makes the users through RabbitMQ's management API.",
    )
    .argument('[file...]', 'services beside those in src/**/*.service.ts')
    .option('--user <name>', 'one user for all services, which run in one process')
    .option(
      '--caller <name>',
      'one more user, who may call the services: a script, a web application',
    )
    .option('--vhost <name>', "the virtual host (default: AMQP_URI's)")
    .option('--passwords <file>', 'a JSON file of passwords by user; who is not in it gets one')
    .option('--password-from <variable>', 'the environment variable with the password of --user')
    .option('--out <file>', 'write the definitions into a file')
    .option('--apply', 'make the users at the broker, and change what differs')
    .option('--management <url>', "RabbitMQ's management API (default: port 15672 of the broker)")
    .option('--config <file>', 'the configuration file (default: config.yaml, if there is one)')
    .option('--broker <uri>', 'the broker, whatever the configuration says')
    .addHelpText(
      'after',
      `
Examples:
  $ mycelia permissions --passwords passwords.json --out definitions.json
  $ mycelia permissions --user shop --caller website --passwords passwords.json --apply`,
    )
    .action(async (files: string[], flags: PermissionsFlags) => {
      const { showPermissions } = await import('../show-permissions.js')
      await showPermissions(process.cwd(), files, flags)
    })
}
