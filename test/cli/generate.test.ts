import assert from 'node:assert/strict'
import { existsSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { runCommand, startCommand } from '../support/command.js'
import { GREETING, makeProject } from '../support/project.js'

describe('mycelia generate', () => {
  it('tells what it has written, and nothing the second time', async () => {
    using project = makeProject({ 'src/greeting.service.ts': GREETING })
    const first = await runCommand('mycelia', ['generate'], { cwd: project.folder })
    assert.equal(first.code, 0)
    assert.match(first.stdout, /^ {2}create {2}src\/generated\/greeting\.client\.ts$/m)
    const second = await runCommand('mycelia', ['generate'], { cwd: project.folder })
    assert.deepEqual(second, { code: 0, stdout: 'generated files are up to date\n', stderr: '' })
  })

  it('--check fails on drift and writes nothing', async () => {
    using project = makeProject({ 'src/greeting.service.ts': GREETING })
    const drift = await runCommand('mycelia', ['generate', '--check'], { cwd: project.folder })
    assert.equal(drift.code, 1)
    assert.match(drift.stderr, /generated files are out of date: run `mycelia generate`/)
    assert.equal(existsSync(join(project.folder, 'src/generated')), false)
    await runCommand('mycelia', ['generate'], { cwd: project.folder })
    const fresh = await runCommand('mycelia', ['generate', '--check'], { cwd: project.folder })
    assert.equal(fresh.code, 0)
  })

  it('--watch writes again after each change, and goes on after a mistake', async () => {
    using project = makeProject({ 'src/greeting.service.ts': GREETING })
    await using watch = startCommand('mycelia', ['generate', '--watch'], { cwd: project.folder })
    await watch.until('stdout', /create {2}src\/generated\/main\.ts/)
    project.write('src/greeting.service.ts', GREETING.replace('name: string', 'name: symbol'))
    await watch.until('stderr', /GreetingService\.hello/)
    project.write('src/greeting.service.ts', GREETING.replace('name: string', 'name: number'))
    await watch.until('stdout', /replace {2}src\/generated\/greeting\.client\.ts/)
    assert.match(project.read('src/generated/greeting.client.ts'), /hello\(name: number\)/)
  })

  it('reports every problem of a run, with its position and what to do', async () => {
    using project = makeProject({
      'src/greeting.service.ts': GREETING.replace('name: string', 'name: symbol'),
      'src/second.service.ts': GREETING.replace('greeting_', 'second_').replace(
        'name: string',
        'when: WeakMap<object, string>',
      ),
    })
    const { code, stderr } = await runCommand('mycelia', ['generate'], { cwd: project.folder })
    assert.equal(code, 1)
    assert.match(stderr, /src\/greeting\.service\.ts:7:\d+.*GreetingService\.hello/)
    assert.match(stderr, /src\/second\.service\.ts:7:\d+/)
    assert.match(stderr, /nothing was generated/)
  })

  it('says what to do without a tsconfig', async () => {
    using project = makeProject({ 'src/greeting.service.ts': GREETING })
    project.remove('tsconfig.json')
    const { code, stderr } = await runCommand('mycelia', ['generate'], { cwd: project.folder })
    assert.equal(code, 1)
    assert.match(stderr, /tsconfig\.json/)
  })

  it('names a folder that cannot be written', async () => {
    using project = makeProject({ 'src/greeting.service.ts': GREETING })
    // Nobody can make files there, not even root; and there is little for the compiler to look through.
    symlinkSync('/proc/self/fdinfo', join(project.folder, 'src/generated'))
    const { code, stderr } = await runCommand('mycelia', ['generate'], { cwd: project.folder })
    assert.equal(code, 1)
    assert.match(stderr, /src\/generated/)
    assert.ok(!stderr.includes('    at '), 'no trace')
  })

  it('names a file that is in the way of its folder', async () => {
    using project = makeProject({ 'src/greeting.service.ts': GREETING, 'src/generated': 'mine' })
    const { code, stderr } = await runCommand('mycelia', ['generate'], { cwd: project.folder })
    assert.equal(code, 1)
    assert.match(stderr, /src\/generated/)
    assert.ok(!stderr.includes('    at '), 'no trace')
    assert.equal(project.read('src/generated'), 'mine')
  })
})
