import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { after, before, describe, it } from 'node:test'
import { runCommand } from '../support/command.js'
import { makeProject, type TestProject } from '../support/project.js'
import { fewSettings, openPair, type Pair } from './pairs.js'

for (const setting of fewSettings) {
  describe(`commands, on ${setting.name}`, () => {
    let pair: Pair
    let project: TestProject

    before(async () => {
      pair = await openPair(setting)
      // One file for both: the keys are Nameko's.
      project = makeProject({ 'config.yaml': `AMQP_URI: '${pair.uri}'\n` })
    })
    after(async () => {
      project[Symbol.dispose]()
      await pair.close()
    })

    it('mycelia call reaches a Python service', async () => {
      const call = (...args: string[]) =>
        runCommand('mycelia', ['call', ...args], { cwd: project.folder })
      assert.deepEqual(await call('twin_python.greet', 'ujun'), {
        code: 0,
        stdout: '"Hello, ujun!"\n',
        stderr: '',
      })
      const { stdout } = await call('twin_python.greet', '--kwargs', '{"name": "ujun"}')
      assert.equal(stdout, '"Hello, ujun!"\n')
      const { code, stderr } = await call('twin_python.fail', 'value error')
      assert.equal(code, 1)
      assert.match(stderr, /^error: RemoteError: ValueError \('bad thing', 42/)
    })

    it('nameko shell reaches a TypeScript service', async () => {
      const shell = (...lines: readonly string[]) =>
        nameko(project.folder, ['shell', '--config', 'config.yaml'], `${lines.join('\n')}\n`)
      const { code, stdout } = await shell(
        'print(n.rpc.twin_service.greet("ujun"))',
        'print(n.rpc["twin_service"].describe(second="b"))',
        'n.rpc.twin_service.fail("own error")',
      )
      assert.match(stdout, /Hello, ujun!\n(.|\n)*- b -\n/)
      assert.equal(code, 1)
    })

    /** Runs Nameko's command line. */
    function nameko(
      cwd: string,
      args: readonly string[],
      input: string,
    ): Promise<{ readonly code: unknown; readonly stdout: string }> {
      return new Promise((resolve) => {
        const child = execFile(setting.nameko.command, args, { cwd }, (error, stdout) =>
          resolve({ code: error?.code ?? 0, stdout }),
        )
        child.stdin?.end(input)
      })
    }
  })
}
