import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { mycelia } from 'mycelia/vite'
import { generate } from '../../generator/generate.js'
import { GREETING, makeProject, type TestProject } from '../support/project.js'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const VITEST = join(ROOT, 'node_modules/vitest/vitest.mjs')

const CONFIG = `import { mycelia } from 'mycelia/vite'
import { defineConfig } from 'vitest/config'

export default defineConfig({ plugins: [mycelia()] })
`

const TESTS = `import { expect, test } from 'vitest'
import { testCluster, worker } from 'mycelia/testing'
import { GreetingClient } from './generated/greeting.client.js'
import { greetingServer } from './generated/greeting.server.js'
import { GreetingService } from './greeting.service.js'

test('alone', () => {
  expect(worker(GreetingService).hello('ujun')).toBe('Hello, ujun!')
})

test('served', async () => {
  await using cluster = await testCluster([greetingServer])
  const called = cluster.waitFor(GreetingService, 'hello')
  expect(await cluster.client(GreetingClient).hello('ujun')).toBe('Hello, ujun!')
  expect((await called).args).toEqual(['ujun'])
})

test('fails in the service', () => {
  worker(GreetingService).refuse()
})
`

/** A method of which a stack must tell the position in the source. */
const REFUSING = GREETING.replace(
  /}\n$/,
  `
  refuse(): void {
    throw new Error('refused')
  }
}
`,
)

interface Report {
  readonly testResults: readonly {
    readonly assertionResults: readonly {
      readonly title: string
      readonly status: string
      readonly failureMessages: readonly string[]
    }[]
  }[]
}

describe('mycelia/vite', () => {
  let results: Report['testResults'][number]['assertionResults']
  before(async () => {
    using project = makeProject({
      'src/greeting.service.ts': REFUSING,
      'src/greeting.test.ts': TESTS,
      'vitest.config.js': CONFIG,
    })
    const { problems } = await generate({ projectFolder: project.folder })
    assert.deepEqual(problems, [])
    link(project, 'vitest')
    link(project, 'esbuild')
    results = (await runVitest(project)).testResults[0]!.assertionResults
  })

  it('lets Vitest test a class alone', () => assert.equal(resultOf('alone').status, 'passed'))

  it('lets Vitest test services on a broker', () =>
    assert.equal(resultOf('served').status, 'passed'))

  it('leads to the source where a test fails', () => {
    const { status, failureMessages } = resultOf('fails in the service')
    assert.equal(status, 'failed')
    const line = REFUSING.split('\n').findIndex((text) => text.includes("'refused'")) + 1
    assert.match(failureMessages[0]!, new RegExp(`refused\\n.*greeting\\.service\\.ts:${line}:11`))
  })

  it('leaves alone what has no decorator or is no TypeScript', async () => {
    using project = makeProject({})
    const plugin = pluginIn(project)
    assert.equal(await plugin.transform('const a: number = 1', '/src/a.ts'), undefined)
    assert.equal(await plugin.transform('/** @type {number} */', '/src/a.js'), undefined)
  })

  it('takes the esbuild of the tools where the project has none of its own', async () => {
    using project = makeProject({})
    symlinkSync(ROOT, join(project.folder, 'node_modules/create-service'))
    const { code } = (await pluginIn(project).transform(GREETING, '/src/a.ts?v=1'))!
    assert.doesNotMatch(code, /@rpc|: string/)
  })

  it('says what to install where there is no esbuild', async () => {
    using project = makeProject({})
    await assert.rejects(pluginIn(project).transform(GREETING, '/src/a.ts'), {
      message: /needs esbuild .* npm install --save-dev esbuild$/,
    })
  })

  function resultOf(title: string) {
    const result = results.find((result) => result.title === title)
    assert.ok(result, `Vitest ran no test '${title}'`)
    return result
  }
})

function pluginIn({ folder }: TestProject) {
  const plugin = mycelia()
  plugin.configResolved({ root: folder })
  return plugin
}

function link({ folder }: TestProject, name: string): void {
  symlinkSync(join(ROOT, 'node_modules', name), join(folder, 'node_modules', name))
}

/** Vitest's own report, of a run in which a test fails. */
function runVitest({ folder }: TestProject): Promise<Report> {
  return new Promise((resolve, reject) => {
    const args = [VITEST, 'run', '--reporter=json']
    execFile(process.execPath, args, { cwd: folder }, (_, stdout, stderr) => {
      try {
        resolve(JSON.parse(stdout))
      } catch {
        reject(new Error(`Vitest gave no report:\n${stdout}\n${stderr}`))
      }
    })
  })
}
