import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import type { Suite } from './suites.js'

export interface Result {
  readonly passed: number
  readonly total: number
  /** The names of those that failed, or what happened instead of tests. */
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
  const child = spawn(program, args, {
    cwd: suite.folder,
    env: {
      ...process.env,
      NODE_OPTIONS: `--require ${join(import.meta.dirname, 'redirect-port.cjs')}`,
      MYCELIA_BROKER_PORT: new URL(uri).port,
      [suite.variable]: uri,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const timer = setTimeout(() => child.kill('SIGKILL'), TIMEOUT)
  const ended = once(child, 'close')
  const [output, complaints] = await Promise.all([text(child.stdout), text(child.stderr)])
  const [code, signal] = await ended
  clearTimeout(timer)
  const result = readTap(output)
  if (code === 0) return result
  process.stderr.write(complaints)
  if (result.failures.length > 0) return result
  return { ...result, failures: [`it ended with ${signal ?? `exit code ${code}`}`] }
}

/** Counts tests as their runner does: without the groups that they stand in. */
function readTap(output: string): Result {
  const count = (name: string) =>
    Number(output.match(new RegExp(`^# ${name} (\\d+)$`, 'm'))?.[1] ?? 0)
  const [passed, total] = [count('pass'), count('tests')]
  if (total === 0) return { passed: 0, total: 1, failures: [`no tests ran: ${output.slice(-500)}`] }
  return { passed, total, failures: total === passed ? [] : failedTests(output) }
}

/** Names of the tests that say `not ok`, but not of the groups that fail with them. */
function failedTests(output: string): readonly string[] {
  return [...output.matchAll(/^ *not ok \d+ - (.*)\n([\s\S]*?)^ *\.\.\.$/gm)]
    .filter(([, , details = '']) => !details.includes("failureType: 'subtestsFailed'"))
    .map(([, name = '']) => name)
}
