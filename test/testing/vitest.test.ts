import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { mycelia } from 'mycelia/vite'
import { compile } from '../emit/compile.js'
import { GREETING, makeProject, type TestProject } from '../support/project.js'
import { makePackedProject } from './packed-project.js'
import { configOf, REFUSING_GREETING, REFUSING_LINE, testsWith } from './runner-tests.js'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const VITEST = join(ROOT, 'node_modules/vitest/vitest.mjs')

/** As docs/testing.md has it, and where Vite itself would have it. */
const CONFIG = `${configOf('vitest')}
import type { Plugin } from 'vite'
export const plugin: Plugin = mycelia()
`

/** Vite's own types are what the plugin is given to. */
const TSCONFIG = JSON.stringify({
  compilerOptions: {
    target: 'es2022',
    lib: ['es2023', 'dom', 'esnext.disposable', 'esnext.decorators'],
    module: 'nodenext',
    types: ['node'],
    strict: true,
    skipLibCheck: true,
    exactOptionalPropertyTypes: true,
  },
  include: ['src', 'vitest.config.ts'],
})

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
  let typeErrors: string
  let results: Report['testResults'][number]['assertionResults']
  before(async () => {
    using project = await makePackedProject({
      'src/greeting.service.ts': REFUSING_GREETING,
      'src/greeting.test.ts': testsWith('vitest'),
      'vitest.config.ts': CONFIG,
      'tsconfig.json': TSCONFIG,
    })
    typeErrors = compile('typescript', project.folder)
    results = (await runVitest(project)).testResults[0]!.assertionResults
  })

  it('lets Vitest test a class alone', () => assert.equal(resultOf('alone').status, 'passed'))

  it('lets Vitest test services on a broker', () =>
    assert.equal(resultOf('served').status, 'passed'))

  it("is a plugin by Vite's own types", () => assert.equal(typeErrors, ''))

  it('leads to the source where a test fails', () => {
    const { status, failureMessages } = resultOf('fails in the service')
    assert.equal(status, 'failed')
    assert.match(
      failureMessages[0]!,
      new RegExp(`refused\\n.*greeting\\.service\\.ts:${REFUSING_LINE}:11`),
    )
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
