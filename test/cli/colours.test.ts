import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { runCommand } from '../support/command.js'
import { makeProject, type TestProject } from '../support/project.js'
import { noTerminal, openTerminal } from '../support/terminal.js'

/** A warning and an error, without a broker. */
const ARGS = ['run']
const CONFIG = 'max_worker: 3\nAMQP_URI: amqp://guest:guest@127.0.0.1:1\n'

describe('colours', () => {
  let project: TestProject

  before(() => {
    project = makeProject({ 'config.yaml': CONFIG })
  })
  after(() => project[Symbol.dispose]())

  async function onTerminal(env: Readonly<Record<string, string>>): Promise<string> {
    await using terminal = await openTerminal(ARGS, { cwd: project.folder, env })
    await terminal.until(/exit code 1/)
    return terminal.colours()
  }

  it('mark warnings and errors on a terminal', { skip: noTerminal ?? false }, async () => {
    const screen = await onTerminal({ CI: '' })
    assert.ok(screen.includes('\u001b[33mwarning:\u001b[39m config.yaml:1:1'), screen)
    assert.ok(screen.includes('\u001b[31merror:\u001b[39m no services found'), screen)
  })

  it('are left out where NO_COLOR is set', { skip: noTerminal ?? false }, async () => {
    assert.ok(!(await onTerminal({ NO_COLOR: '1' })).includes('\u001b'))
  })

  it('are left out, like all signs of progress, where the output is no terminal', async () => {
    const { code, stdout, stderr } = await runCommand('mycelia', ARGS, {
      cwd: project.folder,
      env: { NO_COLOR: '' },
    })
    assert.equal(code, 1)
    assert.match(stderr, /^warning: .*\nerror: no services found: .*\n$/)
    assert.ok(!(stdout + stderr).includes('\u001b'))
  })
})
