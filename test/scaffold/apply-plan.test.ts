import assert from 'node:assert/strict'
import { chmod, mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { applyPlan, type Plan, type PlannedFile } from '../../generator/scaffold/index.js'
import { listFiles } from './list-files.js'
import { temporaryFolder } from './temporary-folder.js'

function planOf(folder: string, ...files: [path: string, action: PlannedFile['action']][]): Plan {
  return {
    folder,
    files: files.map(([path, action]) => ({ path, action, content: `new ${path}` })),
  }
}

describe('applyPlan', () => {
  it('creates files and the folders that they need', async (t) => {
    const folder = join(temporaryFolder(t), 'deep', 'greeting')
    await applyPlan(planOf(folder, ['a.txt', 'create'], ['src/b.txt', 'create']))
    assert.deepEqual(await listFiles(folder), ['a.txt', 'src/', 'src/b.txt'])
    assert.equal(await readFile(join(folder, 'src/b.txt'), 'utf8'), 'new src/b.txt')
  })

  it('writes bytes and permissions as planned', async (t) => {
    const folder = temporaryFolder(t)
    const content = new Uint8Array([0, 255, 10])
    await applyPlan({ folder, files: [{ path: 'x', content, action: 'create', mode: 0o700 }] })
    assert.deepEqual(new Uint8Array(await readFile(join(folder, 'x'))), content)
    if (process.platform !== 'win32') {
      assert.equal((await stat(join(folder, 'x'))).mode & 0o777, 0o700)
    }
  })

  it('leaves identical files untouched', async (t) => {
    const folder = temporaryFolder(t)
    await writeFile(join(folder, 'a.txt'), 'old')
    await applyPlan(planOf(folder, ['a.txt', 'identical']))
    assert.equal(await readFile(join(folder, 'a.txt'), 'utf8'), 'old')
  })

  it('overwrites what is forced and leaves every other file', async (t) => {
    const folder = temporaryFolder(t)
    await writeFile(join(folder, 'a.txt'), 'old')
    await writeFile(join(folder, 'mine.txt'), 'mine')
    await applyPlan(planOf(folder, ['a.txt', 'force']))
    assert.deepEqual(await listFiles(folder), ['a.txt', 'mine.txt'])
    assert.equal(await readFile(join(folder, 'a.txt'), 'utf8'), 'new a.txt')
    assert.equal(await readFile(join(folder, 'mine.txt'), 'utf8'), 'mine')
  })

  it('names every conflict and writes nothing', async (t) => {
    const folder = join(temporaryFolder(t), 'greeting')
    const plan = planOf(folder, ['a', 'create'], ['b', 'conflict'], ['c', 'conflict'])
    await assert.rejects(applyPlan(plan), {
      code: 'Conflict',
      message: /2 files .*\(b, c\).*--force/,
    })
    assert.deepEqual(await listFiles(join(folder, '..')), [])
  })

  it('does not offer force against a folder in the way', async (t) => {
    const folder = temporaryFolder(t)
    const file: PlannedFile = { path: 'b', content: '', action: 'conflict', reason: 'a folder' }
    await assert.rejects(applyPlan({ folder, files: [file] }), (error: Error) => {
      assert.match(error.message, /move what stands in the way/)
      assert.doesNotMatch(error.message, /--force/)
      return true
    })
  })

  it('puts forced files back when a later one cannot be written', async (t) => {
    const folder = temporaryFolder(t)
    await writeFile(join(folder, 'a.txt'), 'old')
    await mkdir(join(folder, 'z'))
    await writeFile(join(folder, 'z', 'kept'), '')
    // Since the plan was made, somebody has put a folder where z is to be written.
    await assert.rejects(applyPlan(planOf(folder, ['a.txt', 'force'], ['z', 'create'])), {
      name: 'ScaffoldError',
    })
    assert.deepEqual(await listFiles(folder), ['a.txt', 'z/', 'z/kept'])
    assert.equal(await readFile(join(folder, 'a.txt'), 'utf8'), 'old')
  })

  it('does not overwrite a file that has appeared since the plan was made', async (t) => {
    const folder = temporaryFolder(t)
    await writeFile(join(folder, 'b.txt'), 'theirs')
    const plan = planOf(folder, ['a.txt', 'create'], ['b.txt', 'create'])
    await assert.rejects(applyPlan(plan), {
      code: 'Conflict',
      message: /b\.txt has just been made/,
    })
    assert.deepEqual(await listFiles(folder), ['b.txt'])
    assert.equal(await readFile(join(folder, 'b.txt'), 'utf8'), 'theirs')
  })

  it('says what to do about a place that cannot be written', async (t) => {
    const parent = temporaryFolder(t)
    await writeFile(join(parent, 'file'), '')
    const folder = join(parent, 'file', 'greeting')
    await assert.rejects(applyPlan(planOf(folder, ['a', 'create'])), {
      code: 'WriteFailed',
      message: `Cannot write ${folder}: a file stands where a folder must be; choose another folder with --dir.`,
    })
    assert.deepEqual(await listFiles(parent), ['file'])
  })

  it('says so when permissions are missing', { skip: process.platform === 'win32' }, async (t) => {
    const folder = temporaryFolder(t)
    await chmod(folder, 0o555)
    const applied = withoutPrivileges(() => applyPlan(planOf(folder, ['src/a', 'create'])))
    await assert.rejects(applied, {
      code: 'WriteFailed',
      message: /you may not write there.*--dir/,
    })
    assert.deepEqual(await listFiles(folder), [])
  })

  it('undoes everything when it is interrupted', async (t) => {
    const parent = temporaryFolder(t)
    const interrupted = new AbortController()
    const files: PlannedFile[] = [
      { path: 'a', action: 'create', content: '' },
      {
        path: 'src/b',
        action: 'create',
        get content() {
          interrupted.abort(new Error('^C'))
          return ''
        },
      },
      { path: 'c', action: 'create', content: '' },
    ]
    const plan = { folder: join(parent, 'greeting'), files }
    await assert.rejects(applyPlan(plan, { signal: interrupted.signal }), /\^C/)
    assert.deepEqual(await listFiles(parent), [])
  })
})

/** Root may write everywhere, so it steps down for a while. */
async function withoutPrivileges<T>(work: () => Promise<T>): Promise<T> {
  if (process.getuid?.() !== 0) return work()
  process.seteuid!(65534)
  try {
    return await work()
  } finally {
    process.seteuid!(0)
  }
}
