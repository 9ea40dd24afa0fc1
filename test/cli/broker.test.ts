import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { connect } from 'amqplib'
import { runCommand, startCommand } from '../support/command.js'

describe('mycelia broker', () => {
  it('listens on loopback, serves a status page, and ends when it is told to', async () => {
    const args = ['broker', '--port', '0', '--status-port', '0']
    await using broker = startCommand('mycelia', args)
    const said = await broker.until('stdout', /status at .*\n/)
    const [, port] = /^AMQP broker at amqp:\/\/guest:\*\*@127\.0\.0\.1:(\d+)\/\/\n/.exec(said)!
    const connection = await connect(`amqp://guest:guest@127.0.0.1:${port}`)
    const channel = await connection.createChannel()
    await channel.assertQueue('letters', { durable: true })
    const [, page] = /status at (\S+)/.exec(said)!
    const status = await (await fetch(page!)).text()
    assert.match(status, /"letters"/)
    await connection.close()
    broker.child.kill('SIGTERM')
    const { code, stderr } = await broker.ended
    assert.equal(code, 0)
    assert.match(stderr, /for development and tests only; it keeps nothing/)
  })

  for (const [what, args, env, expected] of [
    [
      'an address that is not loopback',
      ['--host', '0.0.0.0'],
      {},
      /loopback only, not on 0\.0\.0\.0/,
    ],
    ['production', ['--port', '0'], { NODE_ENV: 'production' }, /keeps nothing.*use RabbitMQ/],
    ['definitions that are not there', ['--definitions', 'no.json'], {}, /no\.json cannot be read/],
  ] as const) {
    it(`refuses ${what}`, async () => {
      const { code, stderr } = await runCommand('mycelia', ['broker', ...args], { env })
      assert.equal(code, 1)
      assert.match(stderr, expected)
      assert.ok(!stderr.includes('    at '), 'no trace')
    })
  }

  it('names a port that is taken, and what to do', async () => {
    await using first = startCommand('mycelia', ['broker', '--port', '0'])
    const [, port] = /:(\d+)\/\/\n/.exec(await first.until('stdout', /AMQP broker at .*\n/))!
    const { code, stderr } = await runCommand('mycelia', ['broker', '--port', port!])
    assert.equal(code, 1)
    assert.match(stderr, new RegExp(`error: 127\\.0\\.0\\.1:${port} is taken.*another --port`))
  })

  it('takes a port for a number, and nothing else', async () => {
    const { code, stderr } = await runCommand('mycelia', ['broker', '--port', '99999'])
    assert.equal(code, 2)
    assert.match(stderr, /--port takes a port between 0 and 65535, but got: 99999/)
  })
})
