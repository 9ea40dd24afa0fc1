import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { RawPeer } from '../rpc/raw-peer.js'
import { brokers, type OpenBroker } from '../support/brokers.js'
import { startCommand } from '../support/command.js'
import { makeProject, type TestProject } from '../support/project.js'
import { TcpProxy } from '../support/tcp-proxy.js'
import { namekos } from './nameko.js'
import { PythonCaller } from './python-caller.js'

const SLOW = `import { rpc, service } from 'mycelia'

@service('slow_service')
export class SlowService {
  @rpc
  async work(millis: number): Promise<string> {
    process.stderr.write('work has begun\\n')
    await new Promise((resolve) => setTimeout(resolve, millis))
    return 'done'
  }
}
`

for (const broker of brokers) {
  describe(`SIGTERM, on ${broker.name}`, () => {
    let opened: OpenBroker
    let project: TestProject

    before(async () => {
      opened = await broker.open()
      project = makeProject({ 'src/slow.service.ts': SLOW })
    })
    after(async () => {
      project[Symbol.dispose]()
      await opened.close()
    })

    it('lets a call of Python end, answers it, and leaves nothing that would run again', async () => {
      const args = ['run', '--broker', opened.uri]
      await using service = startCommand('mycelia', args, { cwd: project.folder })
      await service.until('stdout', /Connected to .*\n/)
      await using python = await PythonCaller.start(namekos[0]!, opened.uri)
      await using peer = await RawPeer.connect(opened.uri)
      const call = python.ask('cluster.slow_service.work(500)')
      await service.until('stderr', /work has begun/)
      service.child.kill('SIGTERM')
      assert.equal(await call, 'done')
      const { code, stderr } = await service.ended
      assert.equal(code, 0)
      assert.equal(stderr, 'work has begun\n')
      assert.equal(await peer.waiting('rpc-slow_service'), 0)
    })

    it('ends a service whose broker is gone', async () => {
      await using proxy = await TcpProxy.start(opened.uri)
      const args = ['run', '--broker', proxy.uri]
      const consuming = proxy.next('basicConsumeOk')
      await using service = startCommand('mycelia', args, { cwd: project.folder })
      await consuming
      proxy.refuse()
      proxy.cut()
      await service.until('stderr', /no connection to .*next attempt/)
      service.child.kill('SIGTERM')
      const { code } = await service.ended
      assert.equal(code, 0)
    })
  })
}
