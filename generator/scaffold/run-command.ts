import { type SpawnOptions, spawn } from 'node:child_process'

export interface RunCommandOptions {
  /** Where it runs, absolute. */
  readonly folder: string
  /** Variables beside this process's own. */
  readonly env?: Readonly<Record<string, string>>
  /** Called with what the command writes, on either stream, as it comes. */
  readonly onOutput?: (text: string) => void
  /** Ends the command. */
  readonly signal?: AbortSignal | undefined
}

export interface CommandResult {
  /** Whether it ran and exited with 0. */
  readonly ok: boolean
  /** All it wrote, or why it could not be started. */
  readonly output: string
}

/**
 * Runs a command to its end; it reads nothing. A command that fails is a result like any other.
 *
 * @param command Words without spaces in them: places are told by `folder` and `env`.
 */
export function runCommand(command: string, options: RunCommandOptions): Promise<CommandResult> {
  const { folder, env, onOutput, signal } = options
  const [file, ...args] = command.split(' ')
  const spawnOptions: SpawnOptions = {
    cwd: folder,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(signal && { signal }),
  }
  // npm and its like are batch files on Windows, which only a shell can start.
  const child =
    process.platform === 'win32'
      ? spawn(command, { ...spawnOptions, shell: true })
      : spawn(file!, args, spawnOptions)
  let output = ''
  const take = (chunk: Buffer): void => {
    output += chunk
    onOutput?.(chunk.toString())
  }
  child.stdout?.on('data', take)
  child.stderr?.on('data', take)
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ ok: false, output: `${output}${error.message}\n` }))
    child.on('close', (code) => resolve({ ok: code === 0, output }))
  })
}
