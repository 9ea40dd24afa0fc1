import assert from 'node:assert/strict'
import { cp, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { findPackages, type PackageManager, planProject } from '../../generator/scaffold/index.js'
import { checkout } from './checkout.js'
import { publishedPackages } from './published-packages.js'
import { type Scope, temporaryFolder } from './temporary-folder.js'

/** What of a checkout decides about its packages. */
async function checkoutWith(scope: Scope, ...files: string[]): Promise<string> {
  const folder = temporaryFolder(scope)
  for (const path of ['package.json', 'package-lock.json', 'runtime/package.json']) {
    await cp(join(checkout, path), join(folder, path))
  }
  for (const path of files) {
    await mkdir(join(folder, path, '..'), { recursive: true })
    await writeFile(join(folder, path), `// ${path}\n`)
  }
  return folder
}

const BUILT = ['dist/cli/create-service.js', 'runtime/dist/index.js']

describe('findPackages', () => {
  it('asks a registry when this package came from one', async (t) => {
    const { versions, archives, lock } = await publishedPackages(t)
    assert.match(versions.mycelia, /^\^\d/)
    assert.equal(versions['create-service'], versions.mycelia)
    assert.deepEqual(archives, [])
    assert.equal(lock, undefined)
  })

  it('takes archives and a lock file along from a checkout', async (t) => {
    const { versions, archives, lock } = await findPackages(await checkoutWith(t, ...BUILT))
    assert.match(versions.mycelia, /^file:vendor\/mycelia-\d+\.\d+\.\d+-[0-9a-f]{8}\.tgz$/)
    assert.match(versions['create-service'], /^file:vendor\/create-service-.*-[0-9a-f]{8}\.tgz$/)
    assert.deepEqual(
      archives.map(({ path }) => `file:${path}`).sort(),
      [versions.mycelia, versions['create-service']].sort(),
    )
    const dependencies = { mycelia: versions.mycelia }
    const { packages } = JSON.parse(lock!({ name: 'greeting', version: '0.1.0', dependencies }))
    assert.equal(packages['node_modules/mycelia'].resolved, versions.mycelia)
    assert.match(packages['node_modules/mycelia'].integrity, /^sha512-/)
    assert.match(packages['node_modules/amqplib'].integrity, /^sha512-/)
    assert.equal(packages['node_modules/commander'], undefined)
  })

  it('lets pnpm and yarn find the runtime that the tools ask for', async (t) => {
    const packages = await findPackages(await checkoutWith(t, ...BUILT))
    const place = temporaryFolder(t)
    const manifestFor = async (packageManager: PackageManager): Promise<any> => {
      const answers = { name: 'greeting', folder: join(place, 'greeting'), packageManager }
      const { files } = await planProject(answers, packages)
      return JSON.parse(files.find(({ path }) => path === 'package.json')!.content as string)
    }
    const { mycelia } = packages.versions
    assert.equal((await manifestFor('npm')).resolutions, undefined)
    assert.deepEqual((await manifestFor('pnpm')).resolutions, { mycelia })
    assert.deepEqual((await manifestFor('yarn')).resolutions, { mycelia })

    await writeFile(join(place, 'package.json'), '{ "workspaces": ["*"] }')
    const answers = { name: 'greeting', folder: join(place, 'greeting') }
    const { advice } = await planProject({ ...answers, packageManager: 'yarn' }, packages)
    const path = `greeting/${mycelia.replace('file:', '')}`
    assert.deepEqual(advice, [
      `add "resolutions": { "mycelia": "file:${path}" } to ${join(place, 'package.json')}`,
    ])
  })

  it('names an archive by its content, so that npm never takes a new one for an old one', async (t) => {
    const folder = await checkoutWith(t, ...BUILT)
    const before = await findPackages(folder)
    const again = await findPackages(folder)
    await writeFile(join(folder, 'runtime/dist/index.js'), '// changed\n')
    const { versions } = await findPackages(folder)
    assert.deepEqual(again.versions, before.versions)
    assert.notEqual(versions.mycelia, before.versions.mycelia)
    assert.equal(versions['create-service'], before.versions['create-service'])
  })

  it('asks for a build of a checkout that is not built', async (t) => {
    const folder = await checkoutWith(t, BUILT[0]!)
    await assert.rejects(findPackages(folder), {
      code: 'PackagesMissing',
      message: `The checkout in ${folder} is not built: runtime/dist/index.js is missing; run \`npm run build\` there.`,
    })
  })
})
