import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmdirSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { promisify, stripVTControlCharacters } from 'node:util'
import type { PlanJson } from '../../generator/scaffold/index.js'
import { checkout } from './checkout.js'
import { listFiles } from './list-files.js'
import { type ProcessResult, runProcess } from './run-process.js'
import { temporaryFolder } from './temporary-folder.js'

const smallDisk = await noSmallDisk()

describe('create-service', { concurrency: 4 }, () => {
  async function createService(
    folder: string,
    args: readonly string[],
    env: Readonly<Record<string, string>> = {},
  ): Promise<ProcessResult> {
    const bin = join(checkout, 'bin', 'create-service.js')
    return runProcess(process.execPath, [bin, ...args], folder, env)
  }

  /** Without the steps that take long. */
  const alone = ['--no-install', '--no-git']

  it('teaches by its help, on stdout', async (t) => {
    const { code, stdout, stderr } = await createService(temporaryFolder(t), ['--help'])
    assert.equal(code, 0)
    assert.equal(stderr, '')
    assert.match(stdout, /^Usage: create-service \[options\] <name>/)
    assert.match(stdout, /\$ create-service greeting --dry-run/)
    assert.match(stdout, /Exit codes: 0 done, 1 failed or conflicts, 2 used wrongly/)
    for (const flag of FLAGS) assert.match(stdout, new RegExp(`^ .*${flag}\\b`, 'm'))
  })

  it('tells its version', async (t) => {
    const { version } = JSON.parse(await readFile(join(checkout, 'package.json'), 'utf8'))
    const { code, stdout } = await createService(temporaryFolder(t), ['--version'])
    assert.deepEqual({ code, stdout }, { code: 0, stdout: `${version}\n` })
  })

  it('writes a project, reports it, and says what comes next', async (t) => {
    const folder = temporaryFolder(t)
    const { code, stdout, stderr } = await createService(folder, ['greeting', ...alone])
    assert.equal(code, 0, stderr)
    assert.match(stdout, /^ {5}create {2}greeting\/\.dockerignore\n/)
    assert.match(stdout, /\n {2}cd greeting\n {2}npm install\n {2}npx --no mycelia run\n/)
    assert.match(stdout, /\n {2}npx --no mycelia call greeting_service\.hello ujun\n/)
    assert.doesNotMatch(stdout, /npx (?!--no )/)
    assert.equal(stderr, '')
    const files = await listFiles(join(folder, 'greeting'))
    assert.deepEqual(
      files.map((path) => path.replace(/-[0-9a-f]{8}\.tgz$/, '-<hash>.tgz')),
      [
        '.dockerignore',
        '.env',
        '.gitignore',
        '.mycelia/',
        '.mycelia/scaffold.json',
        'AGENTS.md',
        'Dockerfile',
        'README.md',
        'compose.yaml',
        'config.yaml',
        'package-lock.json',
        'package.json',
        'src/',
        'src/generated/',
        'src/generated/greeting.client.ts',
        'src/generated/greeting.codecs.ts',
        'src/generated/greeting.contract.json',
        'src/generated/greeting.schemas.ts',
        'src/generated/greeting.server.ts',
        'src/generated/main.ts',
        'src/greeting.service.ts',
        'src/greeting.test.ts',
        'tsconfig.json',
        'vendor/',
        'vendor/create-service-0.1.0-<hash>.tgz',
        'vendor/mycelia-0.1.0-<hash>.tgz',
      ],
    )
  })

  it('changes nothing when it is run again', async (t) => {
    const folder = temporaryFolder(t)
    await createService(folder, ['greeting', ...alone])
    const { code, stdout } = await createService(folder, ['greeting', ...alone])
    assert.equal(code, 0)
    const actions = [...stdout.matchAll(/^ +(\w+) {2}greeting\//gm)].map(([, action]) => action)
    assert.equal(actions.length, 22)
    assert.deepEqual([...new Set(actions)], ['identical'])
  })

  it('prints the same report in a dry run, and writes nothing', async (t) => {
    const folder = temporaryFolder(t)
    const dry = await createService(folder, ['greeting', '--dry-run'])
    assert.equal(dry.code, 0)
    assert.match(dry.stderr, /nothing was written/)
    assert.deepEqual(await listFiles(folder), [])
    const { stdout } = await createService(folder, ['greeting', ...alone])
    assert.ok(stdout.startsWith(dry.stdout))
  })

  it('prints the plan as JSON and nothing else on stdout', async (t) => {
    const folder = temporaryFolder(t)
    const { code, stdout } = await createService(folder, ['greeting', '--json', ...alone])
    assert.equal(code, 0)
    const plan: PlanJson = JSON.parse(stdout)
    assert.equal(plan.folder, join(folder, 'greeting'))
    for (const { path, action, content } of plan.files) {
      assert.equal(action, 'create')
      if (content === undefined) assert.match(path, /^vendor\/.*\.tgz$|^\.env$/)
      else assert.equal(await readFile(join(plan.folder, path), 'utf8'), content)
    }
  })

  it('lists all conflicts before it writes anything, and exits 1', async (t) => {
    const folder = temporaryFolder(t)
    await mkdir(join(folder, 'greeting'))
    await writeFile(join(folder, 'greeting', 'README.md'), 'mine')
    await writeFile(join(folder, 'greeting', 'config.yaml'), 'mine')
    for (const flags of [[], ['--dry-run']]) {
      const { code, stdout, stderr } = await createService(folder, ['greeting', ...flags, ...alone])
      assert.equal(code, 1)
      assert.match(stdout, /^ {3}conflict {2}greeting\/README\.md$/m)
      assert.match(stdout, /^ {3}conflict {2}greeting\/config\.yaml$/m)
      assert.match(stderr, /^error: Nothing was written: 2 files .*--force/)
    }
    assert.deepEqual(await listFiles(join(folder, 'greeting')), ['README.md', 'config.yaml'])
  })

  it('overwrites what differs when forced, and keeps what is not its own', async (t) => {
    const folder = temporaryFolder(t)
    await mkdir(join(folder, 'greeting'))
    await writeFile(join(folder, 'greeting', 'README.md'), 'mine')
    await writeFile(join(folder, 'greeting', 'notes.txt'), 'mine')
    const { code, stdout } = await createService(folder, ['greeting', '--force', ...alone])
    assert.equal(code, 0)
    assert.match(stdout, /^ {6}force {2}greeting\/README\.md$/m)
    assert.match(await readFile(join(folder, 'greeting', 'README.md'), 'utf8'), /^# greeting\n/)
    assert.equal(await readFile(join(folder, 'greeting', 'notes.txt'), 'utf8'), 'mine')
  })

  it('writes into the folder that it is given, quoted where a shell needs it', async (t) => {
    const folder = temporaryFolder(t)
    const args = ['orders-service', '--dir', 'my services/orders', '--scope', 'acme', ...alone]
    const { code, stdout } = await createService(folder, args)
    assert.equal(code, 0)
    assert.match(stdout, /\n {2}cd ['"]my services\/orders['"]\n/)
    const manifest = await readFile(join(folder, 'my services/orders/package.json'), 'utf8')
    assert.equal(JSON.parse(manifest).name, '@acme/orders')
  })

  it('leaves the lock file to another package manager', async (t) => {
    const folder = temporaryFolder(t)
    const { stdout } = await createService(folder, ['greeting', '--pm', 'pnpm', ...alone])
    assert.doesNotMatch(stdout, /package-lock\.json/)
    assert.match(stdout, /\n {2}pnpm exec mycelia run\n/)
  })

  const misused: [args: string[], message: RegExp][] = [
    [[], /missing required argument 'name'/],
    [['--yes', '--no-interactive'], /missing required argument 'name'/],
    [['../../x'], /is a path: write the name alone, and the folder as `--dir ..\/..\/x`/],
    [['class'], /is a word of the language/],
    [['Ünïcode'], /only letters, digits and hyphens: write `unicode`/],
    [['greeting', '--scope', 'A B'], /scope "A B" .* write `--scope @a-b`/],
    [['greeting', '--pm', 'bun'], /Allowed choices are npm, pnpm, yarn/],
    [['greeting', '--drty-run'], /unknown option '--drty-run'\n\(Did you mean --dry-run\?\)/],
    [['greeting', 'orders'], /too many arguments/],
  ]
  for (const [args, message] of misused) {
    it(`exits 2 and says what is wrong with \`create-service ${args.join(' ')}\``, async (t) => {
      const folder = temporaryFolder(t)
      const { code, stdout, stderr } = await createService(folder, args)
      assert.equal(code, 2)
      assert.match(stderr, message)
      assert.doesNotMatch(stderr, /^ {4}at /m)
      assert.equal(stdout, '')
      assert.deepEqual(await listFiles(folder), [])
    })
  }

  it('exits 1 and leaves nothing where it cannot write', async (t) => {
    const folder = temporaryFolder(t)
    await writeFile(join(folder, 'file'), '')
    const args = ['greeting', '--dir', 'file/greeting', ...alone]
    const { code, stderr } = await createService(folder, args)
    assert.equal(code, 1)
    assert.match(stderr, /^error: Nothing was written: .*another folder with --dir\.\n$/)
    assert.deepEqual(await listFiles(folder), ['file'])
  })

  it('leaves another project alone, whatever it is called', async (t) => {
    const folder = temporaryFolder(t)
    const manifest = '{ "name": "greeting", "version": "9.0.0" }\n'
    await mkdir(join(folder, 'greeting'))
    await writeFile(join(folder, 'greeting', 'package.json'), manifest)
    const { code, stdout, stderr } = await createService(folder, ['greeting', ...alone])
    assert.equal(code, 1)
    assert.match(stdout, /^ {3}conflict {2}greeting\/package\.json$/m)
    assert.match(
      stderr,
      /^error: Nothing was written: 1 file in .* \(package\.json\).*--dir.*--force/,
    )
    assert.deepEqual(await listFiles(join(folder, 'greeting')), ['package.json'])
  })

  it('leaves nothing half-made on a full disk', { skip: smallDisk }, async (t) => {
    const disk = temporaryFolder(t)
    await promisify(execFile)('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', disk])
    try {
      const { code, stderr } = await createService(disk, ['greeting', ...alone])
      assert.equal(code, 1)
      assert.match(stderr, /^error: Cannot write .*: the disk is full; make room, .*\.\n$/)
      assert.deepEqual(await listFiles(disk), [])
    } finally {
      await promisify(execFile)('umount', [disk])
    }
  })

  it('makes a git repository, but none within another one', async (t) => {
    const folder = temporaryFolder(t)
    await createService(folder, ['outer', '--no-install'])
    assert.ok((await listFiles(join(folder, 'outer'))).includes('.git/'))
    const head = await readFile(join(folder, 'outer', '.git', 'HEAD'))

    await createService(join(folder, 'outer'), ['inner', '--no-install'])
    assert.ok(!(await listFiles(join(folder, 'outer', 'inner'))).includes('.git/'))

    await createService(folder, ['outer', '--no-install', '--force'])
    assert.deepEqual(await readFile(join(folder, 'outer', '.git', 'HEAD')), head)
  })

  it('warns when packages cannot be installed, and keeps the project', async (t) => {
    const folder = temporaryFolder(t)
    const { code, stdout, stderr } = await createService(folder, ['greeting', '--no-git'], {
      npm_config_offline: 'true',
      npm_config_cache: join(folder, 'empty-cache'),
    })
    assert.equal(code, 0)
    assert.match(stderr, /^installing with npm\n/)
    assert.match(
      stderr,
      /^warning: the packages are not installed; repeat it in the project with: npm install$/m,
    )
    assert.match(stdout, /\n {2}cd greeting\n {2}npm install\n/)
    assert.ok((await listFiles(join(folder, 'greeting'))).includes('package.json'))
  })

  it('keeps the project when it is interrupted while it installs', async (t) => {
    const folder = temporaryFolder(t)
    const bin = join(checkout, 'bin', 'create-service.js')
    const child = spawn(process.execPath, [bin, 'greeting', '--no-git'], { cwd: folder })
    let stderr = ''
    child.stderr.on('data', (chunk) => {
      stderr += chunk
      if (chunk.includes('installing')) child.kill('SIGINT')
    })
    const [code] = await once(child, 'close')
    assert.equal(code, 1)
    assert.match(stderr, /^error: interrupted; run it again to go on$/m)
    const files = await listFiles(join(folder, 'greeting'))
    assert.ok(files.includes('package.json'))
    assert.ok(!files.includes('node_modules/'), 'half of the packages')
  })

  it('colours its report only where colours are wanted', async (t) => {
    const folder = temporaryFolder(t)
    const args = ['greeting', '--dry-run']
    const piped = await createService(folder, args)
    assert.ok(!piped.stdout.includes('\x1b'))
    const forced = await createService(folder, args, { FORCE_COLOR: '1' })
    assert.ok(forced.stdout.startsWith('\x1b[32m     create\x1b[39m  greeting/'))
    assert.equal(stripVTControlCharacters(forced.stdout), piped.stdout)
  })
})

/** Why no small disk can be mounted here; false where one can. */
async function noSmallDisk(): Promise<string | false> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'only root mounts a disk'
  const place = mkdtempSync(join(tmpdir(), 'mycelia-disk-'))
  try {
    await promisify(execFile)('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', place])
    await promisify(execFile)('umount', [place])
    return false
  } catch {
    return 'no disk can be mounted here'
  } finally {
    rmdirSync(place)
  }
}

const FLAGS = [
  '--template',
  '--dir',
  '--yes',
  '--no-interactive',
  '--dry-run',
  '--force',
  '--json',
  '--pm',
  '--no-install',
  '--no-git',
  '--scope',
]
