import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/** One file of a public suite, or one program, that is to pass on a broker. */
export interface Suite {
  readonly name: string
  /** The program, with its arguments. */
  readonly command: readonly string[]
  /** Where it runs. */
  readonly folder: string
  /** Tests that fail by design, and why. */
  readonly exceptions: Readonly<Record<string, string>>
  /** The variable in which it takes the broker's URI. */
  readonly variable: string
}

/** A suite that is not there, and what would have to be. */
export interface Missing {
  readonly name: string
  readonly wanted: string
}

/** Milliseconds for one test of a suite; Node counts a whole file as one, too. */
const TEST_TIMEOUT = 120_000

/** Looks for the suites in a folder. */
export function findSuites(folder: string): {
  readonly found: readonly Suite[]
  readonly missing: readonly Missing[]
} {
  const found: Suite[] = []
  const missing: Missing[] = []
  for (const find of [findAmqplib, findRabbitmqClient, findNameko]) {
    const result = find(folder)
    if (Array.isArray(result)) found.push(...result)
    else missing.push(result as Missing)
  }
  return { found, missing }
}

/** The files of amqplib's tests that speak to a broker; the others bring a false one along. */
const AMQPLIB_FILES = ['channel_api', 'callback_api', 'connect', 'recovery']

function findAmqplib(folder: string): readonly Suite[] | Missing {
  const own = join(folder, 'amqplib')
  const files = AMQPLIB_FILES.map((name) => `test/${name}.test.js`)
  const there = files.filter((file) => existsSync(join(own, file)))
  if (there.length === 0) {
    return { name: 'amqplib', wanted: `a checkout of amqp-node/amqplib in ${own}` }
  }
  return there.map((file) => ({
    name: `amqplib ${file}`,
    command: nodeTest([], file),
    folder: own,
    exceptions: { serverProperties: 'asks whether the broker calls itself RabbitMQ' },
    variable: 'URL',
  }))
}

function findRabbitmqClient(folder: string): readonly Suite[] | Missing {
  const own = join(folder, 'rabbitmq-client')
  const files = ['behavior', 'consumer', 'rpc'].map((name) => `test/${name}.ts`)
  const there = files.filter((file) => existsSync(join(own, file)))
  if (there.length === 0 || !existsSync(join(own, 'node_modules/ts-node'))) {
    const wanted = `a checkout of cody-greene/node-rabbitmq-client in ${own}, its packages installed`
    return { name: 'rabbitmq-client', wanted }
  }
  return there.map((file) => ({
    name: `rabbitmq-client ${file}`,
    command: nodeTest(['--require', 'ts-node/register'], file),
    folder: own,
    exceptions: {},
    variable: 'RABBITMQ_URL',
  }))
}

/** Nameko has no suite that leaves its own broker alone: ours calls real services of it. */
function findNameko(folder: string): readonly Suite[] | Missing {
  const python = process.env.MYCELIA_PYTHON ?? join(folder, 'nameko/.venv/bin/python')
  const installed = existsSync(python) && hasPackage(join(python, '../../lib'), 'nameko')
  if (!installed) {
    const wanted = `a Python with nameko: ${python}, or MYCELIA_PYTHON`
    return { name: 'nameko', wanted }
  }
  return [
    {
      name: 'nameko, real services and callers',
      command: [python, join(import.meta.dirname, 'nameko/calls.py')],
      folder: import.meta.dirname,
      exceptions: {},
      variable: 'AMQP_URI',
    },
  ]
}

/** Whether a Python environment has a package. */
function hasPackage(lib: string, name: string): boolean {
  if (!existsSync(lib)) return false
  return readdirSync(lib).some((version) => existsSync(join(lib, version, 'site-packages', name)))
}

function nodeTest(options: readonly string[], file: string): readonly string[] {
  const own = ['--test', '--test-reporter=tap', `--test-timeout=${TEST_TIMEOUT}`]
  return [process.execPath, ...options, ...own, file]
}
