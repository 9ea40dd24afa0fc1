// RabbitMQ's management plugin is needed: at MYCELIA_RABBITMQ_API, or in a RabbitMQ that can be started.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { connect as connectPeer } from 'amqplib'
import { loadConfig } from 'mycelia/config'
import { ManagementApi } from 'mycelia/operations'
import { runCommand } from '../support/command.js'
import {
  hasManagedRabbitmq,
  type ManagedRabbitmq,
  openManagedRabbitmq,
} from '../support/managed-rabbitmq.js'

const TEMPLATE = fileURLToPath(new URL('../../templates/project/package.json', import.meta.url))
const SHOP = fileURLToPath(new URL('../shop', import.meta.url))

const skip =
  !hasManagedRabbitmq && !process.env.CI && 'no management API, and no RabbitMQ to start with one'

describe("through RabbitMQ's management API", { skip }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'mycelia-passwords-'))
  const user = `test-${randomUUID()}`
  const scripted = `test-${randomUUID()}-service`
  let opened: ManagedRabbitmq
  let api: ManagementApi
  before(async () => {
    opened = await openManagedRabbitmq()
    api = await ManagementApi.of(await loadConfig({ broker: opened.uri }), opened.management)
  })
  after(async () => {
    rmSync(folder, { recursive: true })
    await opened.deleteUser(user)
    await opened.deleteUser(scripted)
    await opened.close()
  })

  function mycelia(...args: readonly string[]) {
    const where = ['--broker', opened.uri, '--management', opened.management]
    return runCommand('mycelia', [...args, ...where], { cwd: SHOP })
  }

  it('permissions make a user, who may log in, and nothing the second time', async () => {
    const passwords = join(folder, 'passwords.json')
    const args = ['permissions', '--user', user, '--passwords', passwords, '--apply']
    const first = await mycelia(...args)
    assert.equal(first.code, 0, first.stderr)
    assert.match(first.stdout, /changed {2}topic permissions of test-[\w-]+ on nameko-rpc\n/)
    assert.equal((await mycelia(...args)).stdout, 'users and permissions are up to date\n')
    assert.equal(statSync(passwords).mode & 0o777, 0o600)
    const uri = new URL(opened.uri)
    uri.username = user
    uri.password = JSON.parse(readFileSync(passwords, 'utf8'))[user]
    await (await connectPeer(uri.href)).close()
  })

  it('permissions of a scaffolded project make the user that its script names', async () => {
    const template = readFileSync(TEMPLATE, 'utf8')
    const [, script] = /"permissions": "mycelia (.*)"/.exec(template)!
    const args = script!.replace('{{name}}-service', scripted).split(' ')
    const refused = await mycelia(...args)
    assert.match(refused.stderr, /the environment has no SERVICE_PASSWORD/)
    const where = ['--broker', opened.uri, '--management', opened.management]
    const options = { cwd: SHOP, env: { SERVICE_PASSWORD: 'a secret' } }
    const { code, stdout, stderr } = await runCommand('mycelia', [...args, ...where], options)
    assert.equal(code, 0, stderr)
    assert.ok(stdout.startsWith(` changed  user ${scripted}\n`), stdout)
    const uri = new URL(opened.uri)
    uri.username = scripted
    uri.password = 'a secret'
    await (await connectPeer(uri.href)).close()
  })

  it('permissions close what is not needed any more', async () => {
    const path = ['topic-permissions', api.vhost, user]
    await api.put({ exchange: 'old', write: '.*', read: '.*' }, ...path)
    const { code } = await mycelia('permissions', '--user', user, '--apply')
    assert.equal(code, 0)
    const known = await api.get<{ exchange: string; write: string }[]>(...path)
    assert.equal(known?.find(({ exchange }) => exchange === 'old')?.write, '^$')
  })

  it('permissions are not given to a user who is not there and has no password', async () => {
    const { code, stderr } = await mycelia('permissions', '--user', randomUUID(), '--apply')
    assert.equal(code, 1)
    assert.match(stderr, /there is no user .*name it in --passwords/)
  })

  it('permissions refuse a file that holds no passwords', async () => {
    const file = join(folder, 'wrong.json')
    writeFileSync(file, '{"orders_service":7}')
    const { code, stderr } = await mycelia('permissions', '--passwords', file, '--apply')
    assert.equal(code, 1)
    assert.match(stderr, /is not a JSON object of passwords by user/)
  })

  it('a topology brings its policies, and tells of those that somebody has changed', async () => {
    assert.equal((await mycelia('topology', '--apply')).code, 0)
    const name = 'mycelia rpc-payments_service'
    const path = ['policies', api.vhost, name]
    await api.put({ pattern: 'x', definition: { 'max-length': 1 } }, ...path)
    const { code, stdout } = await mycelia('topology', '--check')
    assert.equal(code, 1)
    assert.match(stdout, /^different {2}policy mycelia rpc-payments_service: it is .*"pattern":"x"/)
    assert.match((await mycelia('topology', '--apply')).stdout, /^changed {2}policy mycelia rpc/)
    assert.equal((await mycelia('topology', '--check')).code, 0)
  })

  it('dead letters are listed of queues that no service here is known to have', async () => {
    const peer = await connectPeer(opened.uri)
    const channel = await peer.createConfirmChannel()
    await channel.assertQueue("somebody else's--dead")
    channel.sendToQueue("somebody else's--dead", Buffer.from('{}'))
    await channel.waitForConfirms()
    await peer.close()
    const { stdout } = await mycelia('dlq', 'list')
    assert.match(stdout, /^ {6}1 {2}somebody else's--dead$/m)
  })
})
