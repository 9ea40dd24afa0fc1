import { fileURLToPath } from 'node:url'
import { type ProgramResult, type RunningProgram, startProgram } from './program.js'

export interface CommandOptions {
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string>>
  /** What it reads from standard input. @default nothing */
  readonly input?: string
}

export type CommandResult = ProgramResult
export type RunningCommand = RunningProgram

type Bin = 'mycelia' | 'create-service'

/** Runs one of the built commands to its end. */
export function runCommand(
  bin: Bin,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<CommandResult> {
  return startCommand(bin, args, options).ended
}

/** Starts one of the built commands. */
export function startCommand(
  bin: Bin,
  args: readonly string[],
  { env, ...options }: CommandOptions = {},
): RunningCommand {
  const path = fileURLToPath(new URL(`../../bin/${bin}.js`, import.meta.url))
  const { AMQP_URI: _, NODE_OPTIONS: __, FORCE_COLOR: ___, ...inherited } = process.env
  return startProgram(path, args, { ...options, env: { ...inherited, NO_COLOR: '1', ...env } })
}
