import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { brokers } from '../support/brokers.js'
import { checkout } from './checkout.js'
import { listFiles } from './list-files.js'
import { type ProcessResult, runProcess } from './run-process.js'
import { temporaryFolder } from './temporary-folder.js'

describe('a project scaffolded from a checkout', () => {
  const folder = temporaryFolder({ after })
  const project = join(folder, 'greeting')
  /** What it said when it was scaffolded. */
  let report: string

  async function createService(...args: string[]): Promise<ProcessResult> {
    const bin = join(checkout, 'bin', 'create-service.js')
    return runProcess(process.execPath, [bin, 'greeting', ...args], folder)
  }

  /** npm is a batch file on Windows, and those only a shell starts. */
  async function npm(...args: string[]): Promise<ProcessResult> {
    return process.platform === 'win32'
      ? runProcess('cmd', ['/c', 'npm', ...args], project)
      : runProcess('npm', args, project)
  }

  it('is installed and generated without a warning', async () => {
    const { code, stdout, stderr } = await createService()
    assert.equal(code, 0, stderr)
    assert.doesNotMatch(stderr, /^warning:/m)
    report = stdout
    const generated = await listFiles(join(project, 'src', 'generated'))
    for (const file of ['greeting.client.ts', 'greeting.server.ts', 'main.ts']) {
      assert.ok(generated.includes(file), `${file} is generated`)
    }
  })

  it('type-checks, and its generated files are up to date', async () => {
    const { code, stdout, stderr } = await npm('run', 'check')
    assert.equal(code, 0, stdout + stderr)
  })

  it('passes its own test', async () => {
    const { code, stdout } = await npm('test')
    assert.equal(code, 0, stdout)
    assert.match(stdout, /pass 1\b/)
  })

  it('builds', async () => {
    const { code, stdout, stderr } = await npm('run', 'build')
    assert.equal(code, 0, stdout + stderr)
    assert.match(stdout, /^built dist\/main\.js \(\d+ kB\)$/m)
    assert.deepEqual(await readdir(join(project, 'dist')), ['client', 'main.js', 'main.js.map'])
  })

  it('has the versions that the checkout was tested with', async () => {
    const versions = async (file: string): Promise<Map<string, string>> => {
      const { packages } = JSON.parse(await readFile(file, 'utf8'))
      return new Map(
        Object.entries<any>(packages)
          .filter(([path, { link }]) => path.startsWith('node_modules/') && !link)
          .map(([path, { version }]) => [path, version]),
      )
    }
    const tested = await versions(join(checkout, 'package-lock.json'))
    const installed = await versions(join(project, 'package-lock.json'))
    for (const [path, version] of installed) {
      if (/\/(?:mycelia|create-service)$/.test(path)) continue
      assert.equal(version, tested.get(path), path)
    }
  })

  it('holds a create-service that scaffolds as a published one does', async () => {
    const bin = join(project, 'node_modules', 'create-service', 'bin', 'create-service.js')
    const args = [bin, 'orders', '--no-install', '--no-git']
    const { code, stderr } = await runProcess(process.execPath, args, folder)
    assert.equal(code, 0, stderr)
    const files = await listFiles(join(folder, 'orders'))
    assert.ok(files.includes('.gitignore'))
    assert.ok(!files.some((path) => path.startsWith('vendor')))
  })

  it('is identical when it is scaffolded again, though npm has rewritten the lock file', async () => {
    const { code, stdout } = await createService()
    assert.equal(code, 0)
    assert.match(stdout, /^ {2}identical {2}greeting\/package-lock\.json$/m)
    assert.doesNotMatch(stdout, /^ +(?:create|force|conflict) /m)
  })

  for (const broker of brokers) {
    it(`prints next steps that work when they are pasted, on ${broker.name}`, async (t) => {
      const opened = await broker.open()
      t.after(() => opened.close())
      const steps = report.split(/\n\n(?=\S)/).slice(1)
      const [start, call] = steps.map((step) => step.split('\n\n')[1]!.replace(/^ {2}/gm, ''))
      const env = { ...process.env, AMQP_URI: opened.uri }
      // A group of its own, so that a signal reaches what the shell has started.
      const shell = spawn('sh', ['-ec', start!], { cwd: folder, env, detached: true })
      const closed = once(shell, 'close')
      let output = ''
      await new Promise<void>((resolve, reject) => {
        shell.stdout.on('data', (chunk) => {
          output += chunk
          if (/Connected to/.test(output)) resolve()
        })
        void closed.then(() => reject(new Error(`ended after: ${output}`)))
      })
      try {
        const called = await runProcess('sh', ['-ec', call!], folder, { AMQP_URI: opened.uri })
        assert.equal(called.stdout, '"Hello, ujun!"\n', called.stderr)
      } finally {
        process.kill(-shell.pid!, 'SIGTERM')
        await closed
      }
      assert.match(output, /stopping services: greeting_service\n$/)
    })
  }

  it('needs no package in production', async () => {
    const { code, stderr } = await npm('prune', '--omit=dev', '--offline')
    assert.equal(code, 0, stderr)
    const { packages } = JSON.parse(
      await readFile(join(project, 'node_modules', '.package-lock.json'), 'utf8'),
    )
    assert.deepEqual(packages, {})
  })
})
