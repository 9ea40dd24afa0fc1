import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { startProgram } from '../support/program.js'
import { checkout } from './checkout.js'
import { listFiles } from './list-files.js'
import { performDockerfile } from './perform-dockerfile.js'
import { runProcess } from './run-process.js'
import { temporaryFolder } from './temporary-folder.js'

describe('the image that the Dockerfile makes', {
  skip: process.platform === 'win32' ? 'it is carried out by a shell of Unix' : false,
}, () => {
  const image = make()

  async function make() {
    const folder = temporaryFolder({ after })
    const bin = join(checkout, 'bin', 'create-service.js')
    const args = [bin, 'greeting', '--no-install', '--no-git']
    const { code, stderr } = await runProcess(process.execPath, args, folder)
    assert.equal(code, 0, stderr)
    return performDockerfile({ after }, join(folder, 'greeting'), {
      npm_config_prefer_offline: 'true',
    })
  }

  it('holds the program and its configuration, and nothing else', async () => {
    const { root, bases } = await image
    assert.deepEqual(bases, ['node:22-slim', 'node:22-slim'])
    assert.deepEqual(await listFiles(root), [
      'app/',
      'app/config.yaml',
      'app/dist/',
      'app/dist/main.js',
      'app/dist/main.js.map',
    ])
  })

  it('runs as a user without rights, and Node.js gets the signals itself', async () => {
    const { root, folder, user, command } = await image
    assert.equal(user, 'node')
    // As a list, no shell stands between; the program ends by itself, though it is the first process.
    assert.deepEqual(command, ['node', 'dist/main.js'])
    await using program = startProgram(command[1]!, command.slice(2), {
      cwd: join(root, folder),
      // Nobody listens there.
      env: { ...process.env, AMQP_URI: 'amqp://127.0.0.1:9' },
    })
    await program.until('stderr', /no connection/)
    program.child.kill('SIGTERM')
    const { code, stdout } = await program.ended
    assert.equal(code, 0)
    assert.match(
      stdout,
      /^starting services: greeting_service\nstopping services: greeting_service\n$/,
    )
  })
})
