import assert from 'node:assert/strict'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, it, type TestContext } from 'node:test'
import { detectPackageManager } from '../../generator/scaffold/index.js'
import { temporaryFolder } from './temporary-folder.js'

async function nested(t: TestContext): Promise<{ readonly outer: string; readonly inner: string }> {
  const outer = temporaryFolder(t)
  const inner = join(outer, 'services', 'greeting')
  await mkdir(inner, { recursive: true })
  return { outer, inner }
}

describe('detectPackageManager', () => {
  it('is npm where nothing says otherwise', async (t) => {
    assert.equal(detectPackageManager((await nested(t)).inner), 'npm')
  })

  it('is what this process was started by', async (t) => {
    const { inner } = await nested(t)
    assert.equal(detectPackageManager(inner, 'pnpm/9.1.0 npm/? node/v20.19.0 linux x64'), 'pnpm')
    assert.equal(detectPackageManager(inner, 'bun/1.2.0'), 'npm')
  })

  it('is what a lock file above stands for, rather than what this was started by', async (t) => {
    const { outer, inner } = await nested(t)
    await writeFile(join(outer, 'yarn.lock'), '')
    assert.equal(detectPackageManager(inner, 'pnpm/9.1.0'), 'yarn')
  })

  it('is what the nearest lock file stands for', async (t) => {
    const { outer, inner } = await nested(t)
    await writeFile(join(outer, 'yarn.lock'), '')
    await writeFile(join(inner, '..', 'pnpm-lock.yaml'), '')
    assert.equal(detectPackageManager(inner), 'pnpm')
  })

  it('is what a package.json above declares, before all else', async (t) => {
    const { outer, inner } = await nested(t)
    await writeFile(join(outer, 'package.json'), '{"packageManager":"pnpm@9.1.0+sha512.abc"}')
    await writeFile(join(inner, 'yarn.lock'), '')
    assert.equal(detectPackageManager(inner), 'pnpm')
  })

  it('passes over a package.json that cannot be read', async (t) => {
    const { outer, inner } = await nested(t)
    await writeFile(join(outer, 'package.json'), '{')
    assert.equal(detectPackageManager(inner), 'npm')
  })

  it('takes folders that are not there yet', async (t) => {
    const { outer, inner } = await nested(t)
    await writeFile(join(outer, 'pnpm-lock.yaml'), '')
    assert.equal(detectPackageManager(join(inner, 'not', 'yet')), 'pnpm')
  })
})
