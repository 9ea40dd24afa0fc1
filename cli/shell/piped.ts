import { createInterface } from 'node:readline'
import { CommandFailed } from '../command-failed.js'
import type { Shell } from './shell.js'
import { show } from './show.js'

/**
 * Evaluates standard input, line by line, and prints what each gives: results on stdout, how long
 * calls took on stderr. It ends with the first failure.
 * @throws {CommandFailed}
 */
export async function runPiped(shell: Shell): Promise<void> {
  let code = ''
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
    const command = code === '' ? /^\s*\.(\w+)\s*(.*)$/.exec(line) : null
    if (command?.[1] === 'exit') return
    if (command !== null) await runCommand(shell, command[1]!, command[2]!)
    else code = (await runLine(shell, code + line)) ? '' : `${code}${line}\n`
  }
  if (code.trim() !== '') throw new CommandFailed(`the input ends too early: ${code.trim()}`)
}

/** @returns whether the code was complete. */
async function runLine(shell: Shell, code: string): Promise<boolean> {
  if (code.trim() === '') return true
  const result = await shell.run(code)
  if (result.kind === 'incomplete') return false
  for (const timing of result.timings) process.stderr.write(`${timing}\n`)
  if (result.kind === 'failure') throw new CommandFailed(result.lines.join('\n       '))
  if (result.value !== undefined) process.stdout.write(`${show(result.value, false)}\n`)
  return true
}

async function runCommand(shell: Shell, name: string, argument: string): Promise<void> {
  if (name === 'services') process.stdout.write(`${await shell.services()}\n`)
  else if (name === 'describe') process.stdout.write(`${await shell.describe(argument.trim())}\n`)
  else throw new CommandFailed(`.${name} is no command here: .services, .describe and .exit are`)
}
