import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdir, readFile, stat, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import {
  type Answers,
  applyPlan,
  formatReport,
  type Plan,
  planProject,
  planToJson,
} from '../../generator/scaffold/index.js'
import { checkout } from './checkout.js'
import { listFiles } from './list-files.js'
import { publishedPackages } from './published-packages.js'
import { temporaryFolder } from './temporary-folder.js'

const FILES = [
  '.dockerignore',
  '.env',
  '.gitignore',
  '.mycelia/scaffold.json',
  'AGENTS.md',
  'Dockerfile',
  'README.md',
  'compose.yaml',
  'config.yaml',
  'package.json',
  'src/greeting.service.ts',
  'src/greeting.test.ts',
  'tsconfig.json',
]

function contentOf(plan: Plan, path: string): string {
  const file = plan.files.find((file) => file.path === path)
  assert.ok(file, `${path} is planned`)
  return file.content as string
}

describe('planProject', () => {
  const packages = publishedPackages({ after })

  async function planIn(folder: string, answers: Partial<Answers> = {}): Promise<Plan> {
    return planProject({ name: 'greeting', folder, ...answers }, await packages)
  }

  it('creates a whole project in a folder that is not there yet', async (t) => {
    const folder = join(temporaryFolder(t), 'greeting')
    const plan = await planIn(folder)
    assert.equal(plan.folder, folder)
    assert.deepEqual(
      plan.files.map(({ path, action }) => [path, action]),
      FILES.map((path) => [path, 'create']),
    )
  })

  it('writes nothing', async (t) => {
    const folder = temporaryFolder(t)
    await planIn(join(folder, 'greeting'))
    assert.deepEqual(await listFiles(folder), [])
  })

  it('names class, service and files after the service', async (t) => {
    const plan = await planIn(temporaryFolder(t), { name: 'MyOrdersService' })
    const source = contentOf(plan, 'src/my-orders.service.ts')
    assert.match(source, /@service\('my_orders_service'\)\nexport class MyOrdersService \{/)
    assert.match(contentOf(plan, 'src/my-orders.test.ts'), /from '.\/my-orders.service.js'/)
    assert.match(contentOf(plan, 'README.md'), /mycelia call my_orders_service\.hello ujun/)
  })

  it('asks for the published packages of its own version, and for the tools it was tested with', async (t) => {
    const plan = await planIn(temporaryFolder(t))
    const { version, devDependencies } = JSON.parse(
      await readFile(join(checkout, 'package.json'), 'utf8'),
    )
    const manifest = JSON.parse(contentOf(plan, 'package.json'))
    assert.equal(manifest.dependencies, undefined)
    assert.deepEqual(manifest.peerDependencies, { mycelia: `^${version}` })
    assert.deepEqual(manifest.devDependencies, {
      '@types/node': devDependencies['@types/node'],
      'create-service': `^${version}`,
      mycelia: `^${version}`,
      tsx: devDependencies.tsx,
      typescript: devDependencies.typescript,
    })
  })

  it('is private, whatever its scope', async (t) => {
    const plan = await planIn(temporaryFolder(t), { scope: '@acme' })
    const { name, private: isPrivate } = JSON.parse(contentOf(plan, 'package.json'))
    assert.equal(name, '@acme/greeting')
    assert.equal(isPrivate, true)
  })

  it('words its README for the package manager', async (t) => {
    const folder = temporaryFolder(t)
    assert.match(contentOf(await planIn(folder), 'README.md'), /^npx --no mycelia call/m)
    const readme = contentOf(await planIn(folder, { packageManager: 'pnpm' }), 'README.md')
    assert.match(readme, /^pnpm install\n/m)
    assert.match(readme, /^pnpm exec mycelia call/m)
    assert.doesNotMatch(readme, /\bnpm |npx/)
  })

  it('finds everything identical after it has been applied', async (t) => {
    const folder = temporaryFolder(t)
    await applyPlan(await planIn(folder))
    const again = await planIn(folder)
    assert.deepEqual([...new Set(again.files.map(({ action }) => action))], ['identical'])
  })

  it('lists every conflict, and forces them when told to', async (t) => {
    const folder = temporaryFolder(t)
    await writeFile(join(folder, 'README.md'), 'mine')
    await writeFile(join(folder, 'tsconfig.json'), '{}')
    await writeFile(join(folder, 'other.txt'), '')
    const actions = ({ files }: Plan, action: string): string[] =>
      files.filter((file) => file.action === action).map(({ path }) => path)
    assert.deepEqual(actions(await planIn(folder), 'conflict'), ['README.md', 'tsconfig.json'])
    const forced = await planIn(folder, { force: true })
    assert.deepEqual(actions(forced, 'force'), ['README.md', 'tsconfig.json'])
    assert.equal(actions(forced, 'create').length, FILES.length - 2)
  })

  it('forces no file in the place of a folder, nor a folder in the place of a file', async (t) => {
    const folder = temporaryFolder(t)
    await mkdir(join(folder, 'README.md'))
    await writeFile(join(folder, 'src'), '')
    const conflicts = (await planIn(folder, { force: true })).files
      .filter(({ action }) => action === 'conflict')
      .map(({ path, reason }) => `${path}: ${reason}`)
    assert.deepEqual(conflicts, [
      'README.md: a folder stands there',
      'src/greeting.service.ts: a file stands where a folder must be',
      'src/greeting.test.ts: a file stands where a folder must be',
    ])
  })

  it('takes a link that leads nowhere for a conflict', async (t) => {
    const folder = temporaryFolder(t)
    await symlink(join(folder, 'nowhere'), join(folder, 'README.md'))
    const { files } = await planIn(folder)
    assert.equal(files.find(({ path }) => path === 'README.md')?.action, 'conflict')
  })

  it('remembers answers, version and what each file was made as', async (t) => {
    const plan = await planIn(temporaryFolder(t), { scope: '@acme', packageManager: 'pnpm' })
    const record = JSON.parse(contentOf(plan, '.mycelia/scaffold.json'))
    const { version } = JSON.parse(await readFile(join(checkout, 'package.json'), 'utf8'))
    assert.equal(record.version, version)
    assert.deepEqual(record.answers, {
      name: 'greeting',
      template: 'service',
      scope: '@acme',
      packageManager: 'pnpm',
    })
    const written = FILES.filter((path) => !['.env', '.mycelia/scaffold.json'].includes(path))
    assert.deepEqual(Object.keys(record.files), written)
    const hash = createHash('sha256').update(contentOf(plan, 'README.md')).digest('base64')
    assert.equal(record.files['README.md'], `sha256-${hash}`)
  })

  it('makes a password for each project, shows it to nobody, and never replaces it', async (t) => {
    const folder = temporaryFolder(t)
    const plan = await planIn(folder)
    const other = await planIn(join(folder, 'other'))
    assert.notEqual(contentOf(plan, '.env'), contentOf(other, '.env'))
    assert.ok(!JSON.stringify(planToJson(plan)).includes(contentOf(plan, '.env').slice(-50, -12)))
    await applyPlan(plan)
    if (process.platform !== 'win32') {
      assert.equal((await stat(join(folder, '.env'))).mode & 0o777, 0o600)
    }
    await writeFile(join(folder, '.env'), 'OTHER=1\nRABBITMQ_PASSWORD=x\n')
    const { files } = await planIn(folder, { force: true })
    const { action, reason } = files.find(({ path }) => path === '.env')!
    assert.deepEqual([action, reason], ['skip', 'yours is kept; it lacks AMQP_URI'])
  })

  it('refuses the name of a service that the template brings along', async (t) => {
    const folder = temporaryFolder(t)
    await assert.rejects(planIn(folder, { template: 'gateway' }), {
      code: 'InvalidName',
      message:
        /"greeting" is taken: the template gateway has a service of that name.*`my-greeting`/,
    })
  })

  it('lays packages out in folders for yarn, which would not by itself', async (t) => {
    const plan = await planIn(temporaryFolder(t), { packageManager: 'yarn' })
    assert.match(contentOf(plan, '.yarnrc.yml'), /^nodeLinker: node-modules$/m)
  })

  it('refuses a bad name before it looks at anything', async () => {
    const answers = { name: '../../x', folder: '/nowhere' }
    await assert.rejects(planProject(answers), { code: 'InvalidName' })
  })
})

describe('formatReport', () => {
  const plan: Plan = {
    folder: '/home/me/greeting',
    files: [
      { path: 'a', content: '', action: 'create' },
      { path: 'b', content: '', action: 'identical' },
      { path: 'c', content: '', action: 'conflict', reason: 'a folder stands there' },
      { path: 'src/d', content: '', action: 'force' },
    ],
  }

  it('aligns the actions, a line a file', () => {
    assert.deepEqual(formatReport(plan).split('\n'), [
      '     create  a',
      '  identical  b',
      '   conflict  c (a folder stands there)',
      '      force  src/d',
      '',
    ])
  })

  it('shows paths from where the reader is', () => {
    assert.match(formatReport(plan, { from: '/home/me' }), /create {2}greeting\/a\n/)
    assert.match(formatReport(plan, { from: '/home/me/other' }), /create {2}\.\.\/greeting\/a\n/)
  })

  it('marks the actions as it is told to', () => {
    const paint = (action: string, text: string): string => `<${action}:${text}>`
    assert.match(formatReport(plan, { paint }), /^<create: {5}create> {2}a\n/)
  })
})

describe('planToJson', () => {
  it('has text in full and archives by their size', () => {
    const files: Plan['files'] = [
      { path: 'é', content: 'é', action: 'create' },
      { path: 'x.tgz', content: new Uint8Array(3), action: 'conflict', reason: 'why' },
    ]
    assert.deepEqual(planToJson({ folder: '/f', files }), {
      folder: '/f',
      files: [
        { path: 'é', action: 'create', bytes: 2, content: 'é' },
        { path: 'x.tgz', action: 'conflict', reason: 'why', bytes: 3 },
      ],
    })
  })
})
