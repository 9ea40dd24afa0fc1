import assert from 'node:assert/strict'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { after, describe, it } from 'node:test'
import {
  type Answers,
  applyPlan,
  detectPackageManager,
  type Plan,
  planProject,
} from '../../generator/scaffold/index.js'
import { publishedPackages } from './published-packages.js'
import { type Scope, temporaryFolder } from './temporary-folder.js'

async function workspaceWith(
  scope: Scope,
  files: Readonly<Record<string, string>>,
): Promise<string> {
  const root = temporaryFolder(scope)
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true })
    await writeFile(join(root, path), text)
  }
  return root
}

const PNPM = `# Everything that is ours.
packages:
  # services
  - "services/*"
  - 'libraries/common' # the only one

catalog:
  typescript: ^7.0.0
`

describe('a project in a workspace', () => {
  const packages = publishedPackages({ after })

  async function planIn(folder: string, answers: Partial<Answers> = {}): Promise<Plan> {
    return planProject({ name: 'greeting', folder, ...answers }, await packages)
  }

  function amended({ files }: Plan): string[] {
    return files
      .filter(({ path }) => path.startsWith('..'))
      .map(({ path, action }) => `${action} ${path}`)
  }

  for (const [what, manifest] of [
    ['a list', '{\n    "workspaces": ["services/*"]\n}\n'],
    ['a list below packages', '{ "workspaces": { "packages": ["services/**"] } }'],
    ['a list with a folder that is excluded', '{ "workspaces": ["services/*", "!services/old"] }'],
  ] as const) {
    it(`is a member at once where ${what} covers its folder`, async (t) => {
      const root = await workspaceWith(t, { 'package.json': manifest })
      const plan = await planIn(join(root, 'services', 'greeting'))
      assert.deepEqual(amended(plan), [])
      assert.deepEqual(plan.advice, [])
      assert.ok(!plan.files.some(({ path }) => path === 'package-lock.json'))
    })
  }

  it('adds itself to package.json, in the way that is indented there', async (t) => {
    const root = await workspaceWith(t, {
      'package.json': '{\n\t"name": "root",\n\t"workspaces": [\n\t\t"packages/*"\n\t]\n}\n',
    })
    const folder = join(root, 'services', 'greeting')
    const plan = await planIn(folder)
    assert.deepEqual(amended(plan), ['update ../../package.json'])
    await applyPlan(plan)
    assert.equal(
      await readFile(join(root, 'package.json'), 'utf8'),
      '{\n\t"name": "root",\n\t"workspaces": [\n\t\t"packages/*",\n\t\t"services/greeting"\n\t]\n}\n',
    )
    const again = await planIn(folder)
    assert.deepEqual([...new Set(again.files.map(({ action }) => action))], ['identical'])
  })

  it('adds itself to pnpm-workspace.yaml, whose comments stay', async (t) => {
    const root = await workspaceWith(t, { 'pnpm-workspace.yaml': PNPM })
    const folder = join(root, 'apps', 'greeting')
    assert.equal(detectPackageManager(folder), 'pnpm')
    const plan = await planIn(folder)
    assert.deepEqual(amended(plan), ['update ../../pnpm-workspace.yaml'])
    await applyPlan(plan)
    assert.equal(
      await readFile(join(root, 'pnpm-workspace.yaml'), 'utf8'),
      PNPM.replace('# the only one\n', "# the only one\n  - 'apps/greeting'\n"),
    )
    assert.deepEqual(amended(await planIn(folder)), [])
    assert.deepEqual(amended(await planIn(join(root, 'services', 'other'), { name: 'other' })), [])
  })

  it('says which line to add where the list is written in another way', async (t) => {
    const root = await workspaceWith(t, { 'pnpm-workspace.yaml': 'packages: ["services/*"]\n' })
    const plan = await planIn(join(root, 'apps', 'greeting'))
    assert.deepEqual(amended(plan), [])
    assert.deepEqual(plan.advice, [
      `add "apps/greeting" to the packages in ${join(root, 'pnpm-workspace.yaml')}`,
    ])
  })

  it('refuses a name that another member has', async (t) => {
    const root = await workspaceWith(t, {
      'package.json': '{ "workspaces": ["services/*"] }',
      'services/hello/package.json': '{ "name": "greeting" }',
      'services/broken/package.json': '{',
    })
    const folder = join(root, 'services', 'greeting')
    await assert.rejects(planIn(folder), {
      code: 'InvalidName',
      message:
        'The name "greeting" is taken in this workspace, by services/hello: write another one, or a scope, such as `--scope @acme`.',
    })
    await planIn(folder, { scope: '@acme' })
    await planIn(join(root, 'services', 'hello'))
  })

  it('leaves a package.json that makes no workspace alone', async (t) => {
    const root = await workspaceWith(t, { 'package.json': '{ "name": "app" }' })
    assert.deepEqual(amended(await planIn(join(root, 'greeting'))), [])
  })
})
