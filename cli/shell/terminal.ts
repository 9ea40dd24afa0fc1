import { type REPLServer, Recoverable, start } from 'node:repl'
import { isColoured, paint } from '../colours.js'
import { complete } from './complete.js'
import { historyFile } from './history-file.js'
import type { Shell, ShellResult } from './shell.js'
import { show } from './show.js'

const HELP = `n.rpc.<service>.<method>(...)        call a method; the result is awaited and printed
n.rpc['odd-name'].<method>(...)      the same where the name is no identifier
n.rpc.<service>.<method>.with({ timeout: '2s', kwargs: { name: 'ujun' } })()
const x = await n.rpc...             keep a result; _ is the last one
n.dispatchEvent(service, type, data) emit an event in the name of a service
n.config                             the configuration, secrets masked
n.disconnect()                       let go of the broker

.services                            which services answer, and how many instances
.describe <service>[.<method>]       signature, docs and types
.exit                                leave; so does ^D

Tab completes names, ^C gives up the call under way, the arrow keys bring back what was typed.`

/** Talks to a person at a terminal, until they leave. */
export async function runTerminal(shell: Shell, banner: string): Promise<void> {
  process.stdout.write(`${banner}\n`)
  let last: Promise<unknown> = Promise.resolve()
  const server = start({
    prompt: '> ',
    preview: false,
    ignoreUndefined: true,
    eval: (code, _context, _file, done) => {
      // Who types ahead waits.
      last = last.then(async () => {
        const isComplete = await evaluate(shell, code)
        done(isComplete ? null : new Recoverable(new SyntaxError()), undefined)
      })
    },
    completer: (line: string, done: (error: Error | null, completion: Completion) => void) => {
      complete(line, shell).then(
        ([words, replaced]) => done(null, [[...words], replaced]),
        () => done(null, [[], line]),
      )
    },
  })
  defineCommands(server, shell)
  handleInterrupts(server, shell)
  await useHistory(server)
  shell.prepare()
  await new Promise<void>((resolve) => server.once('exit', resolve))
}

type Completion = [words: string[], replaced: string]

/** @returns whether the code was complete. */
async function evaluate(shell: Shell, code: string): Promise<boolean> {
  if (code.trim() === '') return true
  const result = await shell.run(code)
  if (result.kind !== 'incomplete') print(result)
  return result.kind !== 'incomplete'
}

function print(result: Exclude<ShellResult, { readonly kind: 'incomplete' }>): void {
  const { stdout } = process
  if (result.kind === 'failure') {
    const [what = '', ...advice] = result.lines
    stdout.write([paint(stdout, 'red', what), ...advice.map((line) => `  ${line}`), ''].join('\n'))
  } else if (result.value !== undefined) {
    stdout.write(`${show(result.value, isColoured(stdout))}\n`)
  }
  for (const timing of result.timings) stdout.write(`${paint(stdout, 'dim', `(${timing})`)}\n`)
}

function defineCommands(server: REPLServer, shell: Shell): void {
  // They are about files and contexts that there are none of here.
  const commands = server.commands as Record<string, unknown>
  for (const name of ['clear', 'load', 'save']) delete commands[name]
  const define = (keyword: string, help: string, text: (argument: string) => Promise<string>) => {
    server.defineCommand(keyword, {
      help,
      action(argument) {
        void text(argument.trim())
          .catch((error: Error) => error.message)
          .then((text) => {
            process.stdout.write(`${text}\n`)
            server.displayPrompt()
          })
      },
    })
  }
  define('services', 'which services answer', () => shell.services())
  define('describe', 'a service or one of its methods', (target) => shell.describe(target))
  define('help', 'what can be typed', async () => HELP)
}

/** ^C gives up the calls under way, or else the line that is being typed. */
function handleInterrupts(server: REPLServer, shell: Shell): void {
  server.removeAllListeners('SIGINT')
  server.on('SIGINT', () => {
    if (shell.busy) return shell.cancel()
    if (server.line === '') process.stdout.write('\n(^D or .exit leaves)')
    ;(server as REPLServer & LineEditor).clearLine()
    server.clearBufferedCommand()
    server.displayPrompt()
  })
}

/** Leaves the line that is being typed as it stands and begins a new one, as Node's own prompt does. */
interface LineEditor {
  clearLine(): void
}

/** Without a place for it, nothing is kept. */
async function useHistory(server: REPLServer): Promise<void> {
  const file = historyFile()
  if (file === undefined) return
  await new Promise<void>((resolve) => server.setupHistory(file, () => resolve()))
}
