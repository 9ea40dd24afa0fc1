import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { dependencyFlags } from '../../generator/scaffold/dependency-flags.js'
import { type LockedPackage, sameLock } from '../../generator/scaffold/package-lock.js'
import { transplantLock } from '../../generator/scaffold/transplant-lock.js'

const vendored = [
  {
    manifest: {
      name: 'tools',
      version: '1.0.0',
      bin: { tools: 'x.js' },
      dependencies: { ask: '1' },
    },
    workspace: '',
    specifier: 'file:vendor/tools-1.0.0-aaaa.tgz',
    integrity: 'sha512-tools',
  },
  {
    manifest: { name: 'run', version: '1.0.0', dependencies: { wire: '1', shared: '2' } },
    workspace: 'runtime',
    specifier: 'file:vendor/run-1.0.0-bbbb.tgz',
    integrity: 'sha512-run',
  },
]

const manifest = {
  name: 'greeting',
  version: '0.1.0',
  private: true,
  scripts: { test: 'true' },
  dependencies: { run: vendored[1]!.specifier },
  devDependencies: { tools: vendored[0]!.specifier, check: '1' },
}

const checkout = {
  packages: {
    '': { name: 'tools', version: '1.0.0', workspaces: ['runtime'] },
    runtime: { name: 'run', version: '1.0.0' },
    'runtime/node_modules/shared': { version: '2.0.0' },
    'node_modules/ask': { version: '1.0.0', dependencies: { shared: '1' } },
    'node_modules/check': { version: '1.0.0', dev: true },
    'node_modules/lint': { version: '1.0.0', dev: true },
    'node_modules/run': { resolved: 'runtime', link: true },
    'node_modules/shared': { version: '1.0.0', integrity: 'sha512-shared' },
    'node_modules/wire': { version: '1.2.3', integrity: 'sha512-wire' },
  },
}

describe('transplantLock', () => {
  const { packages, ...head } = JSON.parse(transplantLock(checkout, manifest, vendored))

  it('is the project’s own', () => {
    assert.deepEqual(head, {
      name: 'greeting',
      version: '0.1.0',
      lockfileVersion: 3,
      requires: true,
    })
    const { name, version, dependencies, devDependencies } = manifest
    assert.deepEqual(packages[''], { name, version, dependencies, devDependencies })
  })

  it('keeps what the project reaches, as the checkout pins it', () => {
    assert.deepEqual(packages['node_modules/wire'], { version: '1.2.3', integrity: 'sha512-wire' })
  })

  it('drops what only the checkout needs', () => {
    assert.equal(packages['node_modules/lint'], undefined)
    assert.equal(packages.runtime, undefined)
  })

  it('puts archives in the place of the checkout’s own packages', () => {
    assert.deepEqual(packages['node_modules/run'], {
      version: '1.0.0',
      resolved: 'file:vendor/run-1.0.0-bbbb.tgz',
      integrity: 'sha512-run',
      dependencies: { wire: '1', shared: '2' },
    })
    assert.deepEqual(packages['node_modules/tools'].bin, { tools: 'x.js' })
  })

  it('moves what lies within a workspace below its archive', () => {
    assert.deepEqual(packages['node_modules/run/node_modules/shared'], { version: '2.0.0' })
  })

  it('marks anew what only development needs', () => {
    assert.equal(packages['node_modules/check'].dev, true)
    assert.equal(packages['node_modules/ask'].dev, true)
    assert.equal(packages['node_modules/shared'].dev, true)
    assert.equal(packages['node_modules/wire'].dev, undefined)
  })
})

describe('dependencyFlags', () => {
  function flagsOf(packages: Record<string, LockedPackage>): Record<string, string[]> {
    const flags = dependencyFlags(new Map(Object.entries(packages)))
    return Object.fromEntries(
      [...flags].map(([path, set]) => [path.replace('node_modules/', ''), [...set].sort()]),
    )
  }

  it('follow the development dependency of a project that is a peer of it too', () => {
    const flags = flagsOf({
      '': { devDependencies: { run: '1' }, peerDependencies: { run: '1' } },
      'node_modules/run': { dependencies: { wire: '1' } },
      'node_modules/wire': {},
    })
    assert.deepEqual(flags.run, ['dev'])
    assert.deepEqual(flags.wire, ['dev'])
  })

  it('follows the rules of npm', () => {
    const flags = flagsOf({
      '': {
        dependencies: { prod: '1' },
        devDependencies: { dev: '1' },
        optionalDependencies: { option: '1' },
      },
      'node_modules/prod': {
        dependencies: { deep: '1' },
        peerDependencies: { peer: '1', absent: '1' },
        peerDependenciesMeta: { absent: { optional: true } },
      },
      'node_modules/deep': { dependencies: { prod: '1' } },
      'node_modules/peer': {},
      'node_modules/absent': {},
      'node_modules/dev': { dependencies: { both: '1' }, optionalDependencies: { rare: '1' } },
      'node_modules/option': { dependencies: { both: '1' } },
      'node_modules/both': {},
      'node_modules/rare': {},
    })
    assert.deepEqual(flags, {
      '': [],
      prod: [],
      deep: [],
      peer: ['peer'],
      absent: ['extraneous', 'peer', 'optional'].sort(),
      dev: ['dev'],
      option: ['optional'],
      both: ['devOptional'],
      rare: ['dev', 'optional'],
    })
  })

  it('passes over what is not there, as options of other platforms may be', () => {
    assert.deepEqual(flagsOf({ '': { optionalDependencies: { fast: '1' } } }), { '': [] })
  })
})

describe('sameLock', () => {
  const ours = transplantLock(checkout, manifest, vendored)
  const changed = (change: (lock: any) => void): string => {
    const lock = JSON.parse(ours)
    change(lock)
    return JSON.stringify(lock)
  }

  it('overlooks what npm adds and the user has updated', () => {
    const found = changed(({ packages }) => {
      packages['node_modules/wire'] = { version: '1.3.0', resolved: 'https://registry/wire.tgz' }
      packages[''] = { hasInstallScript: true, ...packages[''] }
    })
    assert.ok(sameLock(ours, found))
  })

  it('sees another archive', () => {
    const found = changed(({ packages }) => {
      packages['node_modules/run'].integrity = 'sha512-other'
    })
    assert.ok(!sameLock(ours, found))
  })

  it('sees that something else is asked for', () => {
    const found = changed(({ packages }) => {
      packages[''].dependencies.more = '1'
    })
    assert.ok(!sameLock(ours, found))
  })

  for (const found of ['', '{', 'null', '[]', '{"packages":null}', '{"packages":{}}']) {
    it(`takes ${JSON.stringify(found)} for another one`, () => {
      assert.ok(!sameLock(ours, found))
    })
  }
})
