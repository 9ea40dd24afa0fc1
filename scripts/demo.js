// `npm run demo`: a service, from nothing to an answered call, with nothing but Node and npm. It works
// in a temporary folder, on ports of its own, and leaves nothing running and nothing behind.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const bin = (name) => join(root, 'bin', `${name}.js`)

const CLIENT = `import { inspect } from 'node:util'
import { connect } from 'mycelia'
import { GreetingClient } from './src/generated/greeting.client.js'

const cluster = await connect()
const greeting = cluster.client(GreetingClient)
console.log(inspect(await greeting.hello('ujun')))
await cluster.close()
`

/** Processes that are to be ended, the first one last. */
const running = []
let folder
/** Once it has begun, what fails fails because of it. */
let ending

process.once('SIGINT', () => void end(130))
process.once('SIGTERM', () => void end(143))

try {
  await demonstrate()
  await end(0)
} catch (error) {
  if (ending === undefined) process.stderr.write(`\nthe demo failed: ${error.message}\n`)
  await end(1)
}

async function demonstrate() {
  folder = mkdtempSync(join(tmpdir(), 'mycelia-demo-'))
  const project = join(folder, 'greeting')

  step('scaffolding a service: create-service greeting')
  await runToEnd(bin('create-service'), ['greeting', '--dir', project, '--yes', '--no-git'])

  step('starting a broker: mycelia broker')
  const broker = start(bin('mycelia'), ['broker', '--port', '0'])
  const [, port] = await until(broker, /:(\d+)\/\/\n/)
  const env = { AMQP_URI: `amqp://guest:guest@127.0.0.1:${port}` }

  step('starting the service: mycelia run')
  const service = start(bin('mycelia'), ['run'], { cwd: project, env, show: true })
  await until(service, /Connected to .*\n/)

  step("calling it through its generated client: greeting.hello('ujun')")
  writeFileSync(join(project, 'call.ts'), CLIENT)
  await runToEnd('--import', ['tsx', 'call.ts'], { cwd: project, env, show: true })
}

function step(text) {
  process.stdout.write(`\n# ${text}\n`)
}

/** Starts a Node program. What it says is kept; with `show`, it is shown too. */
function start(program, args, { cwd = folder, env = {}, show = false } = {}) {
  const child = spawn(process.execPath, [program, ...args], {
    cwd,
    env: { ...process.env, NO_COLOR: '1', TMPDIR: folder, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    // ^C is for this process, which ends the others in their order.
    detached: true,
  })
  const output = { stdout: '', stderr: '' }
  for (const stream of ['stdout', 'stderr']) {
    child[stream].setEncoding('utf8').on('data', (text) => {
      output[stream] += text
      if (show && stream === 'stdout') process.stdout.write(text)
    })
  }
  const started = { child, output, exit: once(child, 'exit') }
  running.unshift(started)
  return started
}

async function until({ child, output, exit }, pattern) {
  const ended = exit.then(([code]) => {
    throw new Error(`it ended with exit code ${code}: ${output.stderr}`)
  })
  const said = (async () => {
    for (;;) {
      const match = pattern.exec(output.stdout)
      if (match !== null) return match
      await once(child.stdout, 'data')
    }
  })()
  return Promise.race([said, ended])
}

async function runToEnd(program, args, options) {
  const ticking = process.stdout.isTTY
    ? setInterval(() => process.stdout.write('.'), 500)
    : undefined
  const { output, exit } = start(program, args, options)
  const [code] = await exit.finally(() => {
    clearInterval(ticking)
    if (ticking !== undefined && !options?.show) process.stdout.write('\n')
  })
  if (code !== 0)
    throw new Error(`${args.join(' ')} ended with exit code ${code}: ${output.stderr}`)
}

function end(code) {
  ending ??= endAll(code)
  return ending
}

async function endAll(code) {
  for (const { child, exit } of running) {
    if (child.exitCode === null && child.signalCode === null) {
      // A group of its own: what it has started ends with it.
      process.kill(-child.pid, 'SIGTERM')
      await exit
    }
  }
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true })
  process.exit(code)
}
