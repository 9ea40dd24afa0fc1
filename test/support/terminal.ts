import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Why no test can have a terminal here; undefined when it can. */
export const noTerminal: string | undefined = await run('tmux', ['-V']).then(
  () => undefined,
  () => 'tmux, which plays the terminal, is not installed',
)

/** A command in a terminal of its own. It is killed when it is disposed. */
export interface Terminal extends AsyncDisposable {
  /** Presses keys, one after the other: text, or names as `Tab`, `Enter`, `C-c`. */
  press(...keys: readonly string[]): Promise<void>
  /** Resolves with the screen when it matches. Lines have no spaces at their end. */
  until(pattern: RegExp): Promise<string>
  /** The screen with the sequences that colour it. */
  colours(): Promise<string>
}

export interface TerminalOptions {
  readonly cwd: string
  readonly env?: Readonly<Record<string, string>>
}

/** Milliseconds between looks at the screen: a terminal does not tell when it has been written to. */
const LOOK = 50

/** Milliseconds that the screen may take to show what is awaited. */
const LIMIT = 20_000

/** Starts the built `mycelia` in a terminal, and shows its exit code when it has ended. */
export async function openTerminal(
  args: readonly string[],
  { cwd, env = {} }: TerminalOptions,
): Promise<Terminal> {
  const path = fileURLToPath(new URL('../../bin/mycelia.js', import.meta.url))
  const socket = `mycelia-${randomUUID()}`
  const tmux = (...args: readonly string[]) => run('tmux', ['-L', socket, ...args])
  const variables = Object.entries({ AMQP_URI: '', ...env }).map(
    ([key, value]) => `${key}=${value}`,
  )
  const words = ['env', ...variables, process.execPath, path, ...args].map(quote).join(' ')
  const command = `${words}; echo "exit code $?"; cat`
  await tmux('-f', '/dev/null', 'new-session', '-d', '-x', '120', '-y', '50', '-c', cwd, command)
  const screen = async () => (await tmux('capture-pane', '-p')).stdout.trimEnd()
  return {
    async press(...keys) {
      // Each by itself: a Tab amid other characters counts as pasted.
      for (const key of keys) {
        const before = await screen()
        await tmux('send-keys', key)
        if (key !== 'Tab') await changed(screen, before)
      }
    },
    async until(pattern) {
      const deadline = Date.now() + LIMIT
      for (;;) {
        const text = await screen()
        if (pattern.test(text)) return text
        if (Date.now() > deadline) throw new Error(`the screen never matched ${pattern}:\n${text}`)
        await new Promise((resolve) => setTimeout(resolve, LOOK))
      }
    },
    colours: async () => (await tmux('capture-pane', '-p', '-e')).stdout,
    async [Symbol.asyncDispose]() {
      await tmux('kill-server').catch(() => {})
    },
  }
}

/** Every key that is pressed shows somehow. */
async function changed(screen: () => Promise<string>, before: string): Promise<void> {
  const deadline = Date.now() + 1_000
  while ((await screen()) === before && Date.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, LOOK / 5))
  }
}

function quote(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`
}
