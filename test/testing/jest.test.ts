import assert from 'node:assert/strict'
import { execFile, execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { TestProject } from '../support/project.js'
import { makePackedProject } from './packed-project.js'
import { configOf, REFUSING_GREETING, REFUSING_LINE, testsWith } from './runner-tests.js'

/** Beside the checkout's own packages: nobody but this test needs Jest, which is large. */
const JEST = fileURLToPath(new URL('../../node_modules/.cache/jest', import.meta.url))
const VERSION = '30.5.2'

/** As docs/testing.md has it. */
const CONFIG = configOf('jest')

interface Report {
  readonly testResults: readonly {
    readonly message: string
    readonly assertionResults: readonly {
      readonly title: string
      readonly status: string
      readonly failureMessages: readonly string[]
    }[]
  }[]
}

const missing =
  isInstalled() || process.env.CI !== undefined
    ? false
    : 'Jest is not installed: `CI=true npm test -- testing/jest` fetches it'

describe('mycelia/jest', { skip: missing }, () => {
  let project: TestProject
  let results: Report['testResults'][number]['assertionResults']
  before(async () => {
    if (!isInstalled()) install()
    project = await makePackedProject(
      {
        'src/greeting.service.ts': REFUSING_GREETING,
        'src/greeting.test.ts': testsWith('@jest/globals'),
        'jest.config.js': CONFIG,
      },
      { '@jest': join(JEST, 'node_modules/@jest') },
    )
    const [file] = (await runJest(project, ['--experimental-vm-modules'])).testResults
    results = file!.assertionResults
    assert.notEqual(results.length, 0, file!.message)
  })
  after(() => project[Symbol.dispose]())

  for (const [title, what] of [
    ['alone', 'test a class alone'],
    ['served', 'test services on a broker'],
    ['refused by the service', "see the service's typed errors"],
  ] as const) {
    it(`lets Jest ${what}`, () => {
      const { status, failureMessages } = resultOf(title)
      assert.equal(status, 'passed', failureMessages.join('\n'))
    })
  }

  it('leads to the source where a test fails', () => {
    const { status, failureMessages } = resultOf('fails in the service')
    assert.equal(status, 'failed')
    assert.match(
      failureMessages[0]!,
      new RegExp(`refused\\n.*greeting\\.service\\.ts:${REFUSING_LINE}:11`),
    )
  })

  it('says what to do where Jest would run the tests as CommonJS', async () => {
    const [file] = (await runJest(project, [])).testResults
    assert.match(
      file!.message,
      /greeting\.test\.ts is run as CommonJS, .*NODE_OPTIONS=--experimental-vm-modules/,
    )
  })

  function resultOf(title: string) {
    const result = results.find((result) => result.title === title)
    assert.ok(result, `Jest ran no test '${title}'`)
    return result
  }
})

function isInstalled(): boolean {
  const manifest = join(JEST, 'node_modules/jest/package.json')
  return existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).version === VERSION
}

function install(): void {
  rmSync(JEST, { recursive: true, force: true })
  mkdirSync(JEST, { recursive: true })
  writeFileSync(join(JEST, 'package.json'), '{ "private": true }\n')
  const flags = ['--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund']
  const args = ['install', ...flags, `jest@${VERSION}`, `@jest/globals@${VERSION}`]
  execFileSync('npm', args, { cwd: JEST, stdio: ['ignore', 'ignore', 'inherit'] })
}

/** Jest's own report, of a run in which a test fails. */
function runJest({ folder }: TestProject, flags: readonly string[]): Promise<Report> {
  return new Promise((resolve, reject) => {
    const jest = join(JEST, 'node_modules/jest/bin/jest.js')
    const args = [...flags, jest, '--json', '--no-watchman', '--cacheDirectory=.jest']
    const { NODE_OPTIONS: _, ...env } = process.env
    execFile(process.execPath, args, { cwd: folder, env }, (_, stdout, stderr) => {
      try {
        resolve(JSON.parse(stdout))
      } catch {
        reject(new Error(`Jest gave no report:\n${stdout}\n${stderr}`))
      }
    })
  })
}
