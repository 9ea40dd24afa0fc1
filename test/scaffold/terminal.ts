import { spawn } from '@lydell/node-pty'
import xterm from '@xterm/headless'

/** A program in a terminal, as the person who sits at it sees it. */
export interface TerminalSession {
  /** Resolves when the screen shows this. @returns all that it shows then, a line each */
  see(pattern: RegExp): Promise<string>
  /** Presses keys: `\r` is Enter, `\u001b[B` the arrow that points down, `\u0003` ^C. */
  type(keys: string): void
  /** All that was sent to the terminal, escape sequences included. */
  sent(): string
  readonly ended: Promise<number>
}

const COLUMNS = 120

/** Starts a file of JavaScript in a terminal of its own, which nobody sees. */
export function openTerminal(
  file: string,
  args: readonly string[],
  folder: string,
  env: Readonly<Record<string, string>> = {},
): TerminalSession {
  const { CI, NO_COLOR, FORCE_COLOR, NODE_TEST_CONTEXT, npm_config_user_agent, ...inherited } =
    process.env
  const size = { cols: COLUMNS, rows: 60 }
  const terminal = new xterm.Terminal({ ...size, allowProposedApi: true, scrollback: 500 })
  const program = spawn(process.execPath, [file, ...args], {
    ...size,
    name: 'xterm-256color',
    cwd: folder,
    env: { ...inherited, ...env } as Record<string, string>,
  })
  let sent = ''
  const watchers = new Set<() => void>()
  program.onData((data) => {
    sent += data
    terminal.write(data, () => {
      for (const look of watchers) look()
    })
  })
  const ended = new Promise<number>((resolve) => {
    program.onExit(({ exitCode }) => terminal.write('', () => resolve(exitCode)))
  })
  return {
    ended,
    sent: () => sent,
    type: (keys) => program.write(keys),
    see(pattern) {
      return new Promise((resolve, reject) => {
        const look = (): void => {
          const screen = screenOf(terminal)
          if (!pattern.test(screen)) return
          watchers.delete(look)
          resolve(screen)
        }
        watchers.add(look)
        void ended.then((code) => {
          look()
          reject(new Error(`ended with ${code} before ${pattern}:\n${screenOf(terminal)}`))
        })
        look()
      })
    },
  }
}

function screenOf({ buffer }: xterm.Terminal): string {
  const lines = Array.from({ length: buffer.active.length }, (_, index) =>
    buffer.active.getLine(index)!.translateToString(true).trimEnd(),
  )
  return lines.join('\n').trimEnd()
}
