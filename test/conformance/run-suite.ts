import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import type { Suite } from './suites.js'

export interface Result {
  readonly passed: number
  readonly total: number
  /** The names of those that failed, with what was said about it. */
  readonly failures: readonly string[]
}

/** Milliseconds for one file of a suite. */
const TIMEOUT = 180_000

/**
 * Runs a suite as it is.
 * @param uri The broker's; connections to RabbitMQ's own port go there too.
 */
export async function runSuite(suite: Suite, uri: string): Promise<Result> {
  const [program = '', ...args] = suite.command
  const redirect = join(import.meta.dirname, 'redirect-port.cjs')
  const preload = program === process.execPath ? ['--require', redirect] : []
  const child = spawn(program, [...preload, ...args], {
    cwd: suite.folder,
    env: {
      ...process.env,
      // Files that the runner starts get it from here.
      NODE_OPTIONS: `--require ${redirect}`,
      MYCELIA_BROKER_PORT: new URL(uri).port,
      [suite.variable]: uri,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
    signal: AbortSignal.timeout(TIMEOUT),
  })
  const ended = once(child, 'close')
  const output = await text(child.stdout)
  const [code] = await ended
  return readTap(output, code === 0)
}

/** Counts the tests of TAP, nested ones too, but not the groups that they stand in. */
function readTap(output: string, successful: boolean): Result {
  const count = (name: string) => Number(output.match(new RegExp(`^# ${name} (\\d+)$`, 'm'))?.[1])
  const failures = [...output.matchAll(/^ *not ok \d+ - (.*)$/gm)].map(([, name = '']) => name)
  const [passed, total] = [count('pass'), count('tests')]
  if (Number.isNaN(passed) || Number.isNaN(total) || total === 0) {
    return { passed: 0, total: 1, failures: ['it did not run', ...output.split('\n').slice(-20)] }
  }
  if (!successful && failures.length === 0) failures.push('it ended with an error')
  return { passed, total, failures }
}
