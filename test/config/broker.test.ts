import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { loadText, problemsOf } from './load-text.js'

const hostOf = async (...args: Parameters<typeof loadText>) =>
  (await loadText(...args)).brokers.map(({ host }) => host).join()

describe("the broker's address", () => {
  const file = 'AMQP_URI: amqps://me:pw@file\n'
  const env = { AMQP_URI: 'amqps://me:pw@environment' }

  it('comes from the file', async () => {
    assert.equal(await hostOf(file), 'file')
  })

  it("comes from the environment's AMQP_URI before the file", async () => {
    assert.equal(await hostOf(file, { env }), 'environment')
  })

  it('comes from the file when the variable is set but empty', async () => {
    assert.equal(await hostOf(file, { env: { AMQP_URI: '' } }), 'file')
  })

  it('comes from who asks before all others', async () => {
    const broker = 'amqps://me:pw@flag'
    assert.equal(await hostOf(file, { env, broker }), 'flag')
    assert.equal((await loadText(file, { env, broker })).raw.AMQP_URI, broker)
  })

  it('may be several', async () => {
    assert.equal(await hostOf('AMQP_URI: amqps://me:pw@a;amqps://me:pw@b\n'), 'a,b')
  })

  it('is not read from the file when another one wins', async () => {
    assert.equal(await hostOf('AMQP_URI: nonsense\n', { env }), 'environment')
    assert.equal(await hostOf('AMQP_URI:\n', { env }), 'environment')
  })

  it('is blamed on where it came from', async () => {
    const broker = 'nonsense'
    assert.match((await problemsOf(file, { broker }))[0]!, /^the broker's address: an address/)
    const wrong = { AMQP_URI: broker }
    assert.match((await problemsOf(file, { env: wrong }))[0]!, /^the environment's AMQP_URI: an/)
  })

  it('speaks TLS with AMQP_SSL, on the port for it unless another is named', async () => {
    const text = 'AMQP_URI: amqp://me:pw@a;amqp://me:pw@b:5672\nAMQP_SSL: true\n'
    const { brokers } = await loadText(text)
    assert.deepEqual(
      brokers.map(({ protocol, port }) => [protocol, port]),
      [
        ['amqps', 5671],
        ['amqps', 5672],
      ],
    )
  })
})

const LOOPBACK = [
  'localhost',
  'a.localhost',
  '127.0.0.1',
  '127.1.2.3',
  '[::1]',
  '[::ffff:127.0.0.1]',
]
const REMOTE = ['rabbit', '10.0.0.1', '127.0.0.1.example.com', 'localhost.example.com', '[fe80::1]']

describe('the user guest', () => {
  for (const host of LOOPBACK) {
    it(`may connect to ${host}`, async () => {
      assert.deepEqual((await loadText(`AMQP_URI: amqp://${host}\n`)).warnings, [])
    })
  }

  for (const host of REMOTE) {
    it(`may not connect to ${host}`, async () => {
      const problems = await problemsOf(`AMQP_URI: amqps://guest:hunter2@${host}/v%2Fx\n`)
      assert.equal(problems.length, 1)
      const line = `AMQP_URI: 'amqps://USER:PASSWORD@${host}/v%2Fx'`
      assert.ok(problems[0]!.endsWith(line), problems[0])
    })
  }

  it('is nobody where a certificate says who connects', async () => {
    await loadText('AMQP_URI: amqps://rabbit\nLOGIN_METHOD: EXTERNAL\n')
  })
})

describe('a connection that is not encrypted', () => {
  for (const host of REMOTE) {
    it(`is warned of when it goes to ${host}`, async () => {
      const { warnings } = await loadText(`AMQP_URI: amqp://me:hunter2@${host}\n`)
      assert.equal(warnings.length, 1)
      assert.match(
        warnings[0]!,
        /^config\.yaml:1:11: AMQP_URI: .* is not encrypted: write the line/,
      )
      assert.doesNotMatch(warnings[0]!, /hunter2/)
    })

    it(`is refused when it goes to ${host} and AMQP_REQUIRE_TLS is true`, async () => {
      const text = `AMQP_URI: amqp://me:pw@${host}\nAMQP_REQUIRE_TLS: true\n`
      const problems = await problemsOf(text)
      assert.equal(problems.length, 1)
      assert.match(problems[0]!, /AMQP_REQUIRE_TLS is true, but the connection .* is not encrypted/)
      assert.ok(problems[0]!.endsWith(`AMQP_URI: 'amqps://USER:PASSWORD@${host}'`), problems[0])
    })
  }

  it('is fine within this machine', async () => {
    await loadText('AMQP_URI: amqp://localhost\nAMQP_REQUIRE_TLS: true\n')
  })

  it('is none with amqps or AMQP_SSL', async () => {
    await loadText('AMQP_URI: amqps://me:pw@rabbit\nAMQP_REQUIRE_TLS: true\n')
    await loadText('AMQP_URI: amqp://me:pw@rabbit\nAMQP_REQUIRE_TLS: true\nAMQP_SSL: true\n')
  })
})
