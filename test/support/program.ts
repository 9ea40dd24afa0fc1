import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'

export interface ProgramResult {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** A program that runs on. It is killed when it is disposed. */
export interface RunningProgram extends AsyncDisposable {
  readonly child: ChildProcess
  /** Resolves when the output so far matches; rejects when it ends before. */
  until(stream: 'stdout' | 'stderr', pattern: RegExp): Promise<string>
  /** Resolves when it has ended. */
  readonly ended: Promise<ProgramResult>
}

export interface ProgramOptions {
  readonly cwd?: string | undefined
  readonly env?: NodeJS.ProcessEnv
  /** What it reads from standard input. @default nothing */
  readonly input?: string
}

/** Starts a file of JavaScript. */
export function startProgram(
  file: string,
  args: readonly string[],
  { cwd, env, input = '' }: ProgramOptions = {},
): RunningProgram {
  const child = spawn(process.execPath, [file, ...args], { cwd, env: env ?? process.env })
  const output = { stdout: '', stderr: '' }
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (text) => {
      output[stream] += text
    })
  }
  child.stdin.on('error', () => {}).end(input)
  const ended = once(child, 'close').then(([code]): ProgramResult => ({ code, ...output }))
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
