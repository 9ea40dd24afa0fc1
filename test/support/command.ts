import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

export interface CommandOptions {
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string>>
  /** What it reads from standard input. @default nothing */
  readonly input?: string
}

export interface CommandResult {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

type Bin = 'mycelia' | 'create-service'

/** A command that runs on. It is killed when it is disposed. */
export interface RunningCommand extends AsyncDisposable {
  readonly child: ChildProcess
  /** Resolves when the output so far matches; rejects when it ends before. */
  until(stream: 'stdout' | 'stderr', pattern: RegExp): Promise<string>
  /** Resolves when it has ended. */
  readonly ended: Promise<CommandResult>
}

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
  { cwd, env, input = '' }: CommandOptions = {},
): RunningCommand {
  const path = fileURLToPath(new URL(`../../bin/${bin}.js`, import.meta.url))
  const { AMQP_URI: _, NODE_OPTIONS: __, FORCE_COLOR: ___, ...inherited } = process.env
  const child = spawn(process.execPath, [path, ...args], {
    cwd,
    env: { ...inherited, NO_COLOR: '1', ...env },
  })
  const output = { stdout: '', stderr: '' }
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (text) => {
      output[stream] += text
    })
  }
  child.stdin.on('error', () => {}).end(input)
  const ended = once(child, 'close').then(([code]): CommandResult => ({ code, ...output }))
  return {
    child,
    ended,
    until(stream, pattern) {
      return new Promise((resolve, reject) => {
        const check = () => {
          if (!pattern.test(output[stream])) return
          child[stream].off('data', check)
          resolve(output[stream])
        }
        child[stream].on('data', check)
        void ended.then((result) =>
          reject(new Error(`ended before ${pattern}: ${JSON.stringify(result)}`)),
        )
        check()
      })
    },
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL')
      await ended
    },
  }
}
