import type { Command } from 'commander'
import type { ListFlags } from '../dlq/list-dead-letters.js'
import type { PurgeFlags } from '../dlq/purge-dead-letters.js'
import type { ReplayFlags } from '../dlq/replay-dead-letters.js'
import type { ShowFlags } from '../dlq/show-dead-letters.js'

export function addDlqCommand(program: Command): void {
  const dlq = program
    .command('dlq')
    .summary('look at messages that no handler could take, and give them back')
    .description(
      'Messages whose handling has failed for good lie in dead-letter queues, which end in --dead. A queue may be named with or without that ending.',
    )
  addList(dlq)
  addShow(dlq)
  addReplay(dlq)
  addPurge(dlq)
}

function addList(dlq: Command): void {
  const command = dlq
    .command('list')
    .description(
      "Tells how many messages each dead-letter queue holds: of this project's services, and of all others where RabbitMQ's management API answers.",
    )
    .argument('[queue...]', 'only these')
    .option('--management <url>', "RabbitMQ's management API (default: port 15672 of the broker)")
  withBroker(command).action(async (queues: string[], flags: ListFlags) => {
    const { listDeadLetters } = await import('../dlq/list-dead-letters.js')
    await listDeadLetters(process.cwd(), queues, flags)
  })
}

function addShow(dlq: Command): void {
  const command = dlq
    .command('show')
    .description(
      'Shows the oldest messages of a dead-letter queue, with the error that each failed with. They stay in it. What is sensitive or named like a secret is masked.',
    )
    .argument('<queue>')
    .option('--limit <number>', 'how many', '20')
  withBroker(command).action(async (queue: string, flags: ShowFlags) => {
    const { showDeadLetters } = await import('../dlq/show-dead-letters.js')
    await showDeadLetters(process.cwd(), queue, flags)
  })
}

function addReplay(dlq: Command): void {
  const command = dlq
    .command('replay')
    .description(
      'Gives messages back to the queue that they came from, as if they had never failed. Each is taken off the dead-letter queue when the broker has confirmed it on the other one: a crash in between leaves it on both, never on none.',
    )
    .argument('<queue>')
    .argument('[id...]', 'the messages, by the ids that `mycelia dlq show` tells')
    .option('--all', 'all that are there now')
    .option('--to <queue>', 'another queue than the one that they came from')
  withBroker(command).action(async (queue: string, ids: string[], flags: ReplayFlags) => {
    const { replayDeadLetters } = await import('../dlq/replay-dead-letters.js')
    await replayDeadLetters(process.cwd(), queue, ids, flags)
  })
}

function addPurge(dlq: Command): void {
  const command = dlq
    .command('purge')
    .description('Throws all messages of a dead-letter queue away.')
    .argument('<queue>')
    .option('--yes', 'do not ask')
  withBroker(command).action(async (queue: string, flags: PurgeFlags) => {
    const { purgeDeadLetters } = await import('../dlq/purge-dead-letters.js')
    await purgeDeadLetters(process.cwd(), queue, flags)
  })
}

function withBroker(command: Command): Command {
  return command
    .option('--json', 'print the result as JSON')
    .option('--config <file>', 'the configuration file (default: config.yaml, if there is one)')
    .option('--broker <uri>', 'the broker, whatever the configuration says')
}
