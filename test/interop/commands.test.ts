import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { after, before, describe, it } from 'node:test'
import { runCommand } from '../support/command.js'
import { makeProject, type TestProject } from '../support/project.js'
import { fewSettings, openPair, type Pair } from './pairs.js'
import { PythonProcess } from './python-process.js'

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

    describe('mycelia shell', () => {
      const shell = (...lines: readonly string[]) =>
        runCommand('mycelia', ['shell'], {
          cwd: project.folder,
          input: `${lines.join('\n')}\n`,
        })

      it('calls a Python service by position and by keyword', async () => {
        const { code, stdout, stderr } = await shell(
          "n.rpc.twin_python.greet('ujun')",
          "n.rpc.twin_python.greet.with({ kwargs: { punctuation: '?' } })('ujun')",
          "n.rpc['twin_python'].describe.with({ kwargs: { second: 'b' } })()",
        )
        assert.equal(stdout, "'Hello, ujun!'\n'Hello, ujun?'\n'- b -'\n")
        assert.match(stderr, /^twin_python\.greet \d.* ms\n(.*\n){2}$/)
        assert.equal(code, 0)
      })

      for (const { line, error } of [
        {
          line: "n.rpc.twin_python.fail('value error')",
          error:
            /^error: RemoteError: ValueError \('bad thing', 42.*\n {7}the work may have been done/m,
        },
        {
          line: "n.rpc.twin_python.fail('own error')",
          error: /^error: RemoteError: OutOfStock none left\n {7}.*; see docs\/errors\.md$/m,
        },
        {
          line: 'n.rpc.twin_python.greet()',
          error: /^error: IncorrectSignature: .*name.*\n {7}calling again would fail again/m,
        },
        {
          line: 'n.rpc.twin_python.nope()',
          error: /^error: MethodNotFound: no method "nope".*\n {7}calling again would fail again/m,
        },
      ]) {
        it(`shows what fails, and what to do: ${line}`, async () => {
          const { code, stdout, stderr } = await shell(line)
          assert.equal(stdout, '')
          assert.match(stderr, error)
          assert.equal(code, 1)
        })
      }

      it('emits an event that a Python handler gets', async () => {
        const { nameko } = setting
        await using listener = await PythonProcess.start(nameko, 'serve.py', pair.uri, 'listener')
        const { code, stderr } = await shell(
          "n.dispatchEvent('twin_python', 'announced', { id: 7, tags: ['é'] })",
        )
        assert.match(stderr, /^event twin_python announced \d.* ms$/m)
        assert.equal(code, 0)
        const heard = []
        for (let handler = 0; handler < 3; handler++) {
          heard.push(JSON.parse(await listener.line()))
        }
        const handlers = heard.map(({ handler }) => handler)
        assert.deepEqual(handlers.sort(), ['everywhere', 'pooled', 'single'])
        for (const { payload } of heard) assert.deepEqual(payload, { id: 7, tags: ['é'] })
      })
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
