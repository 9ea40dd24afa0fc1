import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { connect as connectRaw } from 'amqplib'
import { brokers, type OpenBroker } from '../support/brokers.js'
import { runCommand } from '../support/command.js'
import { GREETING, makeProject, type TestProject } from '../support/project.js'
import { examine } from './examine.js'

for (const broker of brokers) {
  describe(`mycelia doctor on ${broker.name}`, () => {
    let opened: OpenBroker
    let project: TestProject

    before(async () => {
      opened = await broker.open()
      project = makeProject({ 'config.yaml': `AMQP_URI: '${opened.uri}'\n` })
    })
    after(async () => {
      project[Symbol.dispose]()
      await opened.close()
    })

    it('prints a line for each check, and exits 0 where all is well', async () => {
      using whole = makeProject({ 'src/greeting.service.ts': GREETING })
      await runCommand('mycelia', ['generate'], { cwd: whole.folder })
      const { code, stdout, stderr } = await runCommand(
        'mycelia',
        ['doctor', '--broker', opened.uri],
        { cwd: whole.folder },
      )
      assert.deepEqual([code, stderr], [0, ''])
      assert.deepEqual(
        stdout
          .trimEnd()
          .split('\n')
          .map((line) => line.split(/\s+/, 2).join(' ')),
        [
          'ok node',
          'ok packages',
          'ok typescript',
          'ok generated',
          'ok config',
          'ok broker',
          'ok login',
          'ok permissions',
          'ok services',
        ],
      )
      assert.ok(!stdout.includes('guest:guest'), 'the password is masked')
    })

    it('tells which broker it is, in which version', async () => {
      const { found } = await examine(project)
      assert.match(found.broker!.message, /^(?:RabbitMQ|Mycelia broker) \d+\.\d+/)
    })

    it('finds a wrong password, and shows none', async () => {
      const uri = new URL(opened.uri)
      uri.password = 'wrong-secret'
      const { code, found } = await examine(project, ['--broker', uri.href])
      assert.equal(code, 1)
      assert.equal(found.broker!.status, 'ok')
      assert.equal(found.login!.status, 'problem')
      assert.match(found.login!.message, /refused the login of user "guest"/)
      assert.doesNotMatch(JSON.stringify(found), /wrong-secret/)
    })

    it('finds that what calls need cannot be declared', async () => {
      const own = await broker.open()
      try {
        const raw = await connectRaw(own.uri)
        await (await raw.createChannel()).assertExchange('nameko-rpc', 'fanout')
        await raw.close()
        const { code, found } = await examine(project, ['--broker', own.uri])
        assert.equal(code, 1)
        assert.equal(found.permissions!.status, 'problem')
        assert.match(found.permissions!.message, /PRECONDITION_FAILED.*nameko-rpc/)
        assert.match(found.permissions!.advice!, /delete it, or use another virtual host/)
        assert.equal(found.services, undefined)
      } finally {
        await own.close()
      }
    })

    it('finds a virtual host that is not there', async () => {
      const uri = new URL(opened.uri)
      uri.pathname = '/nosuch'
      const { code, found } = await examine(project, ['--broker', uri.href])
      assert.equal(code, 1)
      assert.match(found.login!.message, /virtual host "nosuch"/)
    })
  })
}
