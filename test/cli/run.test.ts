import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { after, before, describe, it } from 'node:test'
import { brokers, type OpenBroker } from '../support/brokers.js'
import { runCommand, startCommand } from '../support/command.js'
import { GREETING, makeProject, type TestProject } from '../support/project.js'

for (const broker of brokers) {
  describe(`mycelia run and call on ${broker.name}`, () => {
    let opened: OpenBroker
    let project: TestProject

    before(async () => {
      opened = await broker.open()
      project = makeProject({ 'src/greeting.service.ts': GREETING })
      project.write('config.yaml', `AMQP_URI: '${opened.uri}'\n`)
    })
    after(async () => {
      project[Symbol.dispose]()
      await opened.close()
    })

    it('generate what is missing, serve, answer, and stop on SIGTERM', async () => {
      await using service = startCommand('mycelia', ['run'], { cwd: project.folder })
      const started = await service.until('stdout', /Connected to .*\n/)
      assert.match(
        started,
        /^starting services: greeting_service\nConnected to amqp:\/\/guest:\*\*@127\.0\.0\.1:\d+\/\/?\S*\n$/,
      )

      const call = await runCommand('mycelia', ['call', 'greeting_service.hello', 'ujun'], {
        cwd: project.folder,
      })
      assert.deepEqual(call, { code: 0, stdout: '"Hello, ujun!"\n', stderr: '' })

      const byName = [
        'call',
        'greeting_service.hello',
        '--kwargs',
        '{"name":"b"}',
        '--timeout',
        '5s',
      ]
      const { stdout } = await runCommand('mycelia', byName, { cwd: project.folder })
      assert.equal(stdout, '"Hello, b!"\n')

      const wrong = await runCommand('mycelia', ['call', 'greeting_service.hello', '7'], {
        cwd: project.folder,
      })
      assert.deepEqual([wrong.code, wrong.stdout], [1, ''])
      assert.match(wrong.stderr, /^error: InvalidArguments: hello: name: .*expected string/)

      const missing = await runCommand('mycelia', ['call', 'nobody.hello'], { cwd: project.folder })
      assert.equal(missing.code, 1)
      assert.match(missing.stderr, /^error: UnknownService: unknown service "nobody"/)
      assert.match(missing.stderr, /you may call again/)

      service.child.kill('SIGTERM')
      const { code, stdout: all, stderr } = await service.ended
      assert.equal(code, 0)
      assert.match(all, /\nstopping services: greeting_service\n$/)
      assert.equal(stderr, '')
    })

    it('let --broker win over the file', async () => {
      const args = ['run', '--broker', 'amqp://guest:guest@127.0.0.1:1/x']
      await using service = startCommand('mycelia', args, { cwd: project.folder })
      await service.until('stderr', /127\.0\.0\.1:1\/x/)
    })

    it('refuse a wrong password in one line, without a trace and without the password', async () => {
      const uri = new URL(opened.uri)
      uri.password = 'wrong-secret'
      for (const command of [['run'], ['call', 'greeting_service.hello', 'a']]) {
        const { code, stderr } = await runCommand('mycelia', [...command, '--broker', uri.href], {
          cwd: project.folder,
        })
        assert.equal(code, 1)
        assert.match(stderr, /^error: .*refused.*\n$/)
        assert.ok(!stderr.includes('wrong-secret'))
      }
    })
  })
}

describe('mycelia without a broker', () => {
  let uri: string
  before(async () => {
    // A port that nothing listens on.
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as { port: number }
    server.close()
    uri = `amqp://guest:guest@127.0.0.1:${port}`
  })

  it('run says so in one line, tries again, and stops when it is told to', async () => {
    using project = makeProject({ 'src/greeting.service.ts': GREETING })
    await using service = startCommand('mycelia', ['run', '--broker', uri], { cwd: project.folder })
    await service.until('stderr', /(no connection to .*next attempt in [\d.]+ s\n.*){2}/)
    service.child.kill('SIGINT')
    const { code, stderr } = await service.ended
    assert.equal(code, 0)
    assert.ok(!stderr.includes('    at '), 'no trace')
  })

  it('call gives up after some attempts', async () => {
    const { code, stderr } = await runCommand('mycelia', ['call', 'a.b', '--broker', uri])
    assert.equal(code, 1)
    assert.match(stderr, /error: .*127\.0\.0\.1:\d+/)
    assert.ok(!stderr.includes('    at '), 'no trace')
  })
})

describe('mycelia run', () => {
  it('suggests the file that was meant', async () => {
    using project = makeProject({ 'src/greeting.service.ts': GREETING })
    for (const file of ['greeting', 'src/greting.service.ts']) {
      const { code, stderr } = await runCommand('mycelia', ['run', file], { cwd: project.folder })
      assert.equal(code, 2)
      assert.match(stderr, /there is no file ".*": did you mean src\/greeting\.service\.ts\?/)
    }
  })

  it('writes lines of JSON in production, also before anything is served', async () => {
    using project = makeProject({
      'src/index.ts': 'export {}\n',
      'config.yaml': 'max_worker: 3\n',
    })
    const env = { NODE_ENV: 'production' }
    const { code, stdout, stderr } = await runCommand('mycelia', ['run'], {
      cwd: project.folder,
      env,
    })
    assert.deepEqual([code, stdout], [1, ''])
    const lines = stderr.trimEnd().split('\n')
    const [warning, failure] = lines.map((line) => JSON.parse(line))
    assert.deepEqual([warning.level, failure.level, lines.length], ['warn', 'error', 2])
    assert.match(warning.msg, /max_worker .*max_workers/)
    assert.match(failure.msg, /^no services found/)
    const misused = await runCommand('mycelia', ['run', 'none'], { cwd: project.folder, env })
    assert.equal(misused.code, 2)
    assert.match(JSON.parse(misused.stderr).msg, /there is no file "none"/)
  })

  it('says what a service is where there is none', async () => {
    using project = makeProject({ 'src/index.ts': 'export {}\n' })
    const { code, stderr } = await runCommand('mycelia', ['run'], { cwd: project.folder })
    assert.equal(code, 1)
    assert.match(stderr, /no services found: decorate a class in src\/\*\*\/\*\.service\.ts/)
  })

  it('tells all problems of the source with their positions, and starts nothing', async () => {
    using project = makeProject({
      'src/greeting.service.ts': GREETING.replace('name: string', 'name: symbol'),
    })
    const { code, stdout, stderr } = await runCommand('mycelia', ['run'], { cwd: project.folder })
    assert.deepEqual([code, stdout], [1, ''])
    assert.match(stderr, /src\/greeting\.service\.ts:7:\d+ /)
    assert.match(stderr, /GreetingService\.hello/)
  })
})

describe('mycelia show-config', () => {
  it('prints the configuration after substitution, secrets masked', async () => {
    using project = makeProject({
      'config.yaml':
        'AMQP_URI: ${BROKER:amqp://me:secret@localhost}\nmax_workers: ${WORKERS:4}\ndb_password: hunter2\n',
    })
    const { code, stdout } = await runCommand('mycelia', ['show-config'], {
      cwd: project.folder,
      env: { WORKERS: '7' },
    })
    assert.equal(code, 0)
    assert.match(stdout, /max_workers: 7/)
    assert.ok(!/secret|hunter2/.test(stdout))
  })

  it('names the file, line and key of what is wrong', async () => {
    using project = makeProject({ 'config.yaml': 'max_workers: many\n' })
    const { code, stderr } = await runCommand('mycelia', ['show-config'], { cwd: project.folder })
    assert.equal(code, 1)
    assert.match(stderr, /config\.yaml:1:\d+: max_workers/)
  })

  it('suggests the key that was meant', async () => {
    using project = makeProject({ 'config.yaml': 'max_worker: 3\n' })
    const { stderr } = await runCommand('mycelia', ['show-config'], { cwd: project.folder })
    assert.match(stderr, /warning: .*max_worker.*max_workers/)
  })
})
