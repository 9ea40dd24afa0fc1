import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { install } from '../support/install.js'
import { installPython } from '../support/install-python.js'
import type { Load } from '../support/load.js'
import { type Contender, PACKAGES } from './contenders.js'
import type { Order, Setting } from './peer.js'

/** A row of the table, with its two processes. */
export interface Side {
  readonly contender: Contender
  measure(order: Order): Promise<Load>
  close(): Promise<void>
}

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url))
const REQUIREMENTS = path('../../test/interop/requirements-nameko-3.txt')

/** @returns undefined where the contender cannot be had here: it needs Python. */
export async function startSide(
  contender: Contender,
  index: number,
  uri: string,
  nodeOptions: NodeOptions = () => [],
): Promise<Side | undefined> {
  const { kind, tuned, persistent = false } = contender
  const command = kind === 'nameko' ? nameko() : node(kind, nodeOptions)
  if (command === undefined) return undefined
  const packages = PACKAGES[kind]
  const folder = packages === undefined ? '' : install(`compare-${kind}`, packages)
  const setting: Setting = {
    uri,
    service: `bench_${kind.replaceAll('-', '_')}_${index}`,
    tuned,
    persistent,
    folder,
  }
  const server = await start(command('serve', setting))
  try {
    const client = await start(command('connect', setting))
    return {
      contender,
      async measure(order) {
        client.send(order)
        return answer<Load>(client)
      },
      async close() {
        await stop(client)
        await stop(server)
      },
    }
  } catch (error) {
    await stop(server)
    throw error
  }
}

/** Options of Node.js for the processes of a side. */
type NodeOptions = (role: 'serve' | 'connect') => readonly string[]

type Command = (role: 'serve' | 'connect', setting: Setting) => readonly string[]

function node(kind: string, nodeOptions: NodeOptions): Command {
  return (role, setting) => [
    process.execPath,
    ...nodeOptions(role),
    '--import',
    'tsx',
    path('process.ts'),
    kind,
    role,
    JSON.stringify(setting),
  ]
}

function nameko(): Command | undefined {
  const python = installPython('compare-nameko', REQUIREMENTS)
  if (python === undefined) return undefined
  const scripts = { serve: path('nameko/server.py'), connect: path('nameko/client.py') }
  return (role, setting) => [python, scripts[role], JSON.stringify(setting)]
}

async function start([program, ...args]: readonly string[]): Promise<ChildProcess> {
  // What they say of themselves goes where errors go: standard output is for the table.
  const child = spawn(program!, args, { stdio: ['ignore', 2, 2, 'ipc'] })
  await answer(child)
  return child
}

/** @throws when the process ends instead of answering. */
async function answer<T = unknown>(child: ChildProcess): Promise<T> {
  const waiting = new AbortController()
  const { signal } = waiting
  const ended = once(child, 'exit', { signal }).then(([code]) => {
    throw new Error(`${child.spawnargs.join(' ')} ended with ${code}`)
  })
  try {
    const [message] = await Promise.race([once(child, 'message', { signal }), ended])
    return message
  } finally {
    waiting.abort()
    ended.catch(() => {})
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  const ended = once(child, 'exit')
  const late = setTimeout(() => child.kill('SIGKILL'), 5_000)
  child.send('stop', () => {})
  await ended
  clearTimeout(late)
}
