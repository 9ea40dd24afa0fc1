import assert from 'node:assert/strict'
import { existsSync, mkdirSync, rmSync, symlinkSync } from 'node:fs'
import { describe, it } from 'node:test'
import { ExpectedError } from '../../generator/expected-error.js'
import { generate } from '../../generator/generate.js'
import { GREETING } from '../support/project.js'
import { addTo, makeTwoProjects, makeWorkspace, type Workspace } from './two-projects.js'

/** Adds in vain, writing nothing. @returns the message. */
async function refused(
  workspace: Workspace,
  source: string,
  choice?: Parameters<typeof addTo>[2],
): Promise<string> {
  let message = ''
  await assert.rejects(addTo(workspace, source, choice), (error) => {
    assert.ok(error instanceof ExpectedError, String(error))
    message = error.message.replaceAll(workspace.folder, '')
    return true
  })
  return message
}

const CONTRACT = 'greeting/src/generated/greeting.contract.json'

describe('adding what cannot be added is refused:', () => {
  it('a path that leads nowhere, with the one that may be meant', async () => {
    using workspace = await makeTwoProjects()
    assert.equal(
      await refused(workspace, '../greting'),
      'there is no ../greting: did you mean ../greeting?',
    )
    assert.equal(
      await refused(workspace, '../nowhere/at/all'),
      'there is no ../nowhere/at/all: name the folder of a project, or a *.contract.json',
    )
  })

  it('a folder that is no project', async () => {
    using workspace = await makeTwoProjects()
    mkdirSync(workspace.path('docs'))
    assert.equal(
      await refused(workspace, '../docs'),
      '../docs is no project: it has no package.json, and no contracts of services',
    )
    assert.equal(existsSync(workspace.path('gateway/src')), false)
  })

  it('a file that is no contract', async () => {
    using workspace = await makeTwoProjects()
    assert.match(
      await refused(workspace, '../greeting/src/greeting.service.ts'),
      /is neither a project nor a contract: name the folder of a project/,
    )
  })

  it('a project without services', async () => {
    using workspace = await makeTwoProjects()
    workspace.project('library', { 'src/index.ts': 'export const one = 1\n' })
    assert.match(await refused(workspace, '../library'), /^\.\.\/library offers no services/)
  })

  it('a project that has not been generated, with what to run there', async () => {
    using workspace = makeWorkspace()
    workspace.project('greeting', { 'src/greeting.service.ts': GREETING })
    workspace.project('gateway')
    assert.equal(
      await refused(workspace, '../greeting'),
      '../greeting has services, but no contracts yet: run `mycelia generate` in /greeting, then this again',
    )
  })

  it('the project itself', async () => {
    using workspace = await makeTwoProjects()
    assert.match(await refused(workspace, '.'), /^that is this project itself/)
  })

  it('a package that is not installed, with the one that may be meant', async () => {
    using workspace = await makeTwoProjects()
    assert.equal(
      await refused(workspace, 'greting'),
      'the package "greting" is not installed: install it first (`npm install greting`), or write ./greting for a folder',
    )
    workspace.write('gateway/node_modules/greeting-service/package.json', '{}')
    assert.equal(
      await refused(workspace, 'greting'),
      'the package "greting" is not installed: did you mean greeting-service?',
    )
  })

  it('a package that carries no contracts', async () => {
    using workspace = await makeTwoProjects()
    workspace.write('gateway/node_modules/plain/package.json', '{}')
    assert.match(
      await refused(workspace, 'plain'),
      /^the package plain offers no services: it carries no \*\.contract\.json/,
    )
  })

  it('a contract of a newer format', async () => {
    using workspace = await makeTwoProjects()
    workspace.write(CONTRACT, workspace.read(CONTRACT).replace('"format": 1', '"format": 2'))
    assert.equal(
      await refused(workspace, '../greeting'),
      '/greeting/src/generated/greeting.contract.json is a contract of format 2, and these tools know format 1: update create-service and mycelia',
    )
  })

  it('a contract that is broken, with the line and column', async () => {
    using workspace = await makeTwoProjects()
    workspace.write(CONTRACT, '{\n  "format": 1,\n  "service" "greeting_service"\n}\n')
    assert.match(
      await refused(workspace, '../greeting'),
      /greeting\.contract\.json:3:13 is not JSON: ""greeting_service"" is wrong$/,
    )
    workspace.write(CONTRACT, '{ "format": 1,\n')
    assert.match(
      await refused(workspace, '../greeting'),
      /greeting\.contract\.json:2:1 is not JSON: it ends too soon$/,
    )
  })

  it('a document that is no contract, with the place in it', async () => {
    using workspace = await makeTwoProjects()
    const contract = JSON.parse(workspace.read(CONTRACT))
    contract.methods[0].params[0].type = { kind: 'string', length: 3 }
    workspace.write(CONTRACT, JSON.stringify(contract))
    assert.match(
      await refused(workspace, '../greeting'),
      /is not a contract: methods\[0\]\.params\[0\]\.type: .*length/,
    )
  })

  for (const [what, mend, expected] of [
    [
      'names a type that is not there',
      (c) => (c.methods[0].result = { kind: 'ref', name: 'X' }),
      /methods\.hello\.result: there is no type "X"/,
    ],
    [
      'has a type whose name is code',
      (c) => (c.types['X = 1; evil()'] = { type: { kind: 'string' }, source: c.source }),
      /cannot be the name of a type/,
    ],
    [
      'has a service whose name is code',
      (c) => (c.service = 'a */ evil()'),
      /cannot be the name of a service/,
    ],
    [
      'has a method that clients use themselves',
      (c) => (c.methods[0].name = 'with'),
      /methods\.with: clients use this name/,
    ],
  ] as [string, (contract: any) => void, RegExp][]) {
    it(`a contract that ${what}`, async () => {
      using workspace = await makeTwoProjects()
      const contract = JSON.parse(workspace.read(CONTRACT))
      mend(contract)
      workspace.write(CONTRACT, JSON.stringify(contract))
      assert.match(await refused(workspace, '../greeting'), expected)
    })
  }

  it('services of one name from two sources, until one is called otherwise', async () => {
    using workspace = await makeTwoProjects()
    workspace.write('legacy/greeting.contract.json', workspace.read(CONTRACT))
    workspace.write('legacy/package.json', '{}')
    await addTo(workspace, '../greeting')
    assert.equal(
      await refused(workspace, '../legacy'),
      'the client greeting is that of greeting_service from ../greeting already: call this one otherwise with --as, ' +
        'as in `mycelia add ../legacy --as other-greeting`, or take the other away first: `mycelia add --remove greeting`',
    )
    const { clients } = await addTo(workspace, '../legacy', { as: 'LegacyGreetingClient' })
    assert.equal(clients[0]?.client, 'LegacyGreetingClient')
  })

  it('--as that cannot be a name, or for several services', async () => {
    using workspace = await makeTwoProjects()
    assert.match(
      await refused(workspace, '../greeting', { as: '../up' }),
      /^--as "\.\.\/up" cannot be the name of a client/,
    )
    workspace.write(
      CONTRACT.replace('greeting.c', 'second.c'),
      workspace.read(CONTRACT).replace('"greeting_service"', '"second_service"'),
    )
    assert.equal(
      await refused(workspace, '../greeting', { as: 'one' }),
      '--as names one client, and ../greeting offers greeting_service, second_service: choose one with --service',
    )
    assert.match(
      await refused(workspace, '../greeting', { services: ['third_service'] }),
      /offers no service "third_service": did you mean greeting_service\?/,
    )
    const { clients } = await addTo(workspace, '../greeting', {
      as: 'one',
      services: ['second_service'],
    })
    assert.deepEqual(
      clients.map(({ client, service }) => [client, service]),
      [['OneClient', 'second_service']],
    )
  })

  it("a client over a file of the user's own", async () => {
    using workspace = await makeTwoProjects()
    const path = 'gateway/src/generated/clients/greeting.client.ts'
    workspace.write(path, 'export const mine = true\n')
    assert.equal(
      await refused(workspace, '../greeting'),
      'src/generated/clients/greeting.client.ts was not generated by mycelia: move it away, or choose another name with --as',
    )
    assert.equal(workspace.read(path), 'export const mine = true\n')
  })

  it('anything into a folder that is no project, or cannot be written', async () => {
    using workspace = await makeTwoProjects()
    mkdirSync(workspace.path('gateway/src'))
    // Nobody can make files there, not even root.
    symlinkSync('/proc', workspace.path('gateway/src/generated'))
    assert.match(
      await refused(workspace, '../greeting'),
      /^cannot write .*gateway\/src\/generated\/clients\/greeting\.codecs\.ts: its folder takes no files/,
    )
    rmSync(workspace.path('gateway/package.json'))
    assert.match(await refused(workspace, '../greeting'), /^\/gateway is no project/)
  })
})

describe('a broken sources.json', () => {
  for (const [what, text, expected] of [
    ['that is not JSON', '{\n', /sources\.json:2:1 is not JSON/],
    ['of a newer format', '{ "format": 2 }', /is of format 2, and these tools know 1/],
    ['without clients', '{ "format": 1 }', /"clients" an object; restore the file/],
    [
      'with a name that leads elsewhere',
      '{ "format": 1, "clients": { "../x": {} } }',
      /"\.\.\/x" cannot be the name/,
    ],
    [
      'with an entry that lacks its source',
      '{ "format": 1, "clients": { "x": { "service": "x" } } }',
      /clients\.x\.source must be a text/,
    ],
  ] as const) {
    it(`${what} is told by its place`, async () => {
      using workspace = await makeTwoProjects()
      workspace.write('gateway/src/generated/clients/sources.json', text)
      for (const attempt of [
        () => addTo(workspace, '../greeting'),
        () => generate({ projectFolder: workspace.path('gateway') }),
      ]) {
        await assert.rejects(attempt, (error) => {
          assert.ok(error instanceof ExpectedError)
          assert.match(error.message, expected)
          return true
        })
      }
    })
  }
})
