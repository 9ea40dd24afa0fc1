import type { Command } from 'commander'
import type { CallFlags } from '../call-once.js'
import { CommandFailed } from '../command-failed.js'

export function addCallCommand(program: Command): void {
  program
    .command('call')
    .summary('call a method of a running service')
    .description(
      'Calls a method of a running service and prints its result as JSON. An argument that parses as JSON is JSON, everything else is a string.',
    )
    .argument('<service.method>', 'the names on the wire, as in greeting_service.hello')
    .argument('[arg...]', 'positional arguments')
    .option('--kwargs <json>', 'arguments by name, as a JSON object')
    .option('--timeout <duration>', 'how long to wait for the answer, as 2s or 500ms')
    .option('--config <file>', 'the configuration file (default: config.yaml, if there is one)')
    .option('--broker <uri>', 'the broker, whatever the configuration says')
    .addHelpText(
      'after',
      `
Examples:
  $ mycelia call greeting_service.hello ujun
  $ mycelia call orders_service.place '{"sku":"a-1"}' --timeout 2s
  $ mycelia call greeting_service.hello --kwargs '{"name":"ujun"}'`,
    )
    .action(async (target: string, args: string[], flags: CallFlags) => {
      const { service, method } = parseTarget(target)
      const kwargs = flags.kwargs === undefined ? undefined : parseKwargs(flags.kwargs)
      if (flags.timeout !== undefined) await refuseDuration(flags.timeout)
      const { callOnce } = await import('../call-once.js')
      await callOnce({ service, method, args: args.map(parseArgument), kwargs }, flags)
    })
}

function parseTarget(target: string): { readonly service: string; readonly method: string } {
  const dot = target.lastIndexOf('.')
  if (dot > 0 && dot < target.length - 1) {
    return { service: target.slice(0, dot), method: target.slice(dot + 1) }
  }
  throw new CommandFailed(
    `"${target}" does not name a method: write service.method, as in greeting_service.hello`,
    2,
  )
}

function parseArgument(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** @throws {CommandFailed} before anything is begun. */
async function refuseDuration(text: string): Promise<void> {
  const { parseDuration } = await import('mycelia/config')
  try {
    parseDuration(text)
  } catch (error) {
    throw new CommandFailed(`--timeout: ${(error as Error).message}`, 2)
  }
}

function parseKwargs(text: string): Record<string, unknown> {
  const value = parseArgument(text)
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return value as Record<string, unknown>
  }
  throw new CommandFailed(
    `--kwargs takes a JSON object, as in '{"name":"ujun"}', but got: ${text}`,
    2,
  )
}
