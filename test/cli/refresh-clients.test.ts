import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { generate } from '../../generator/generate.js'
import { addTo, makeTwoProjects, type Workspace } from '../add/two-projects.js'
import { runCommand, startCommand } from '../support/command.js'
import { GREETING } from '../support/project.js'

async function changeGreeting(workspace: Workspace): Promise<void> {
  const changed = GREETING.replace('name: string', 'name: string, loud?: boolean')
  workspace.write('greeting/src/greeting.service.ts', changed)
  await generate({ projectFolder: workspace.path('greeting') })
}

async function makeGateway(): Promise<Workspace> {
  const workspace = await makeTwoProjects()
  await addTo(workspace, '../greeting/src/generated/greeting.contract.json')
  return workspace
}

describe('mycelia generate in a project with an added client', () => {
  it('--watch refreshes the client when its source is generated anew', async () => {
    using workspace = await makeGateway()
    await using watch = startCommand('mycelia', ['generate', '--watch'], {
      cwd: workspace.path('gateway'),
    })
    await watch.until('stdout', /up to date/)
    await changeGreeting(workspace)
    await watch.until('stdout', /replace {2}src\/generated\/clients\/sources\.json/)
    assert.match(workspace.read('gateway/src/generated/clients/greeting.client.ts'), /loud\?/)
  })

  it('--check tells of a stale client and fails', async () => {
    using workspace = await makeGateway()
    await changeGreeting(workspace)
    const { code, stderr } = await runCommand('mycelia', ['generate', '--check'], {
      cwd: workspace.path('gateway'),
    })
    assert.equal(code, 1)
    assert.match(
      stderr,
      /^the client of greeting_service is stale: .* has changed how it is called/,
    )
  })
})
