import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { after, before, describe, it } from 'node:test'
import { generate } from '../../generator/generate.js'
import { makeTwoProjects, type Workspace } from '../add/two-projects.js'
import { brokers, type OpenBroker } from '../support/brokers.js'
import {
  type CommandResult,
  type RunningCommand,
  runCommand,
  startCommand,
} from '../support/command.js'
import { readExamples, wordsOf } from './read-document.js'

const examples = readExamples('docs/calling-another-service.md')
const [broker] = brokers

describe('docs/calling-another-service.md', { skip: broker === undefined && 'no broker' }, () => {
  let workspace: Workspace
  let opened: OpenBroker
  let greeting: RunningCommand

  before(async () => {
    opened = await broker!.open()
    workspace = await makeTwoProjects()
    greeting = startCommand('mycelia', ['run', '--broker', opened.uri], {
      cwd: workspace.path('greeting'),
    })
    await greeting.until('stdout', /Connected to/)
  })
  after(async () => {
    await greeting[Symbol.asyncDispose]()
    workspace[Symbol.dispose]()
    await opened.close()
  })

  for (const example of examples) {
    if (example.is === 'file') {
      it(`has ${example.path}, for the commands behind it`, async () => {
        workspace.write(`gateway/${example.path}`, example.text)
        if (!example.path.startsWith('../greeting/')) return
        const { problems } = await generate({ projectFolder: workspace.path('greeting') })
        assert.deepEqual(problems, [])
      })
    } else {
      it(`tells what happens on: ${example.lines.join('; ')}`, async () => {
        let printed = ''
        let failed = false
        for (const line of example.lines) {
          const { code, stdout, stderr } = await perform(line)
          printed += stdout + stderr
          failed ||= code !== 0
        }
        if (example.output !== undefined) assert.equal(printed, example.output)
        assert.equal(failed, example.output?.includes('error: ') ?? false, printed)
      })
    }
  }

  function perform(line: string): Promise<CommandResult> {
    const words = wordsOf(line)
    const cwd = workspace.path('gateway')
    const env = { AMQP_URI: opened.uri }
    const [npx, no, bin, ...args] = words
    if (npx === 'npx' && no === '--no' && bin === 'mycelia') {
      return runCommand('mycelia', args, { cwd, env })
    }
    assert.equal(npx, 'node', line)
    return runNode(words.slice(1), cwd, env)
  }
})

async function runNode(
  words: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>>,
): Promise<CommandResult> {
  // The projects of the test have no tsx of their own.
  const args = words.map((word) => (word === 'tsx' ? import.meta.resolve('tsx') : word))
  const { NODE_TEST_CONTEXT: _, NODE_OPTIONS: __, ...inherited } = process.env
  const child = spawn(process.execPath, args, { cwd, env: { ...inherited, ...env } })
  const output = { stdout: '', stderr: '' }
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (text) => {
      output[stream] += text
    })
  }
  const [code] = await once(child, 'close')
  return { code, ...output }
}
