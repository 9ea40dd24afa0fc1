import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { startBroker } from 'mycelia/broker'
import { scaffoldLinked } from '../scaffold/linked-project.js'
import { startProgram } from '../support/program.js'
import { quiet } from '../support/quiet.js'
import { connectTo } from './peer.js'

const DOUBLING = `import { service, websocket } from 'mycelia'

@service('doubling_service')
export class DoublingService {
  @websocket
  double(value: number): number {
    return 2 * value
  }
}
`

/** A word of the web sockets' code that no other has. */
const WORD = 'permessage-deflate'

describe('a built project', () => {
  it('answers web sockets, without packages, and has their code only where it does', async () => {
    const project = await scaffoldLinked({ after }, 'clock')
    const main = join(project.folder, 'dist', 'main.js')
    await project.mycelia(['build'])
    assert.ok(!(await readFile(main, 'utf8')).includes(WORD))

    await writeFile(join(project.folder, 'src', 'doubling.service.ts'), DOUBLING)
    await writeFile(join(project.folder, 'config.yaml'), "WEB_SERVER_ADDRESS: '127.0.0.1:0'\n")
    const { code, stdout, stderr } = await project.mycelia(['build'])
    assert.equal(code, 0, stdout + stderr)
    assert.ok((await readFile(main, 'utf8')).includes(WORD))

    await using broker = await startBroker({ log: quiet })
    await using program = startProgram(main, [], {
      cwd: project.folder,
      env: { ...process.env, AMQP_URI: broker.uri },
    })
    const listening = /Listening on (http:\S+)\n/
    const [, url] = listening.exec(await program.until('stdout', listening)) ?? []
    const peer = await connectTo(`${url}/ws`)
    assert.equal((await peer.ask('double', { value: 21 })).data, 42)
    program.child.kill('SIGTERM')
    assert.equal((await peer.closed)[0], 1001)
    assert.equal((await program.ended).code, 0)
  })
})
