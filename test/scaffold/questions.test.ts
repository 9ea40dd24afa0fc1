import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { questions } from '../../generator/scaffold/index.js'
import { checkout } from './checkout.js'
import { listFiles } from './list-files.js'
import { runProcess } from './run-process.js'
import { temporaryFolder } from './temporary-folder.js'
import { openTerminal, type TerminalSession } from './terminal.js'

const DOWN = '\u001b[B'

/** A flag that answers a question, with an answer that is not the default. */
const ANSWERS: Readonly<Record<string, readonly string[]>> = {
  name: ['greeting'],
  template: ['--template', 'gateway'],
  packageManager: ['--pm', 'yarn'],
}

describe('the questions of create-service', { concurrency: 2 }, () => {
  const bin = join(checkout, 'bin', 'create-service.js')
  const alone = ['--no-install', '--no-git']

  async function open(
    folder: string,
    args: readonly string[],
    env: Readonly<Record<string, string>> = {},
  ): Promise<TerminalSession> {
    return openTerminal(bin, args, folder, env)
  }

  it('have one flag each, which the help explains', async (t) => {
    const { stdout } = await runProcess(process.execPath, [bin, '--help'], temporaryFolder(t))
    assert.equal(new Set(questions.map(({ flag }) => flag)).size, questions.length)
    for (const { flag } of questions) {
      const [word] = flag.split(' ')
      const explained = new RegExp(`^ +\\[?${word!.replace(/[<>]/g, '')}\\b`, 'gm')
      assert.equal([...stdout.matchAll(explained)].length, 1, flag)
    }
  })

  it('are asked on a terminal, one after the other, and answered by keys', async (t) => {
    const folder = temporaryFolder(t)
    const terminal = await open(folder, alone)
    assert.equal((await terminal.see(/about\?/)).trimEnd(), '? What is the service about?')
    terminal.type('../../x\r')
    await terminal.see(/The name "..\/..\/x" is a path: write the name alone/)
    terminal.type('\u0015shop\r')
    const list = await terminal.see(/Which template\?[\s\S]*gateway/)
    assert.match(list, /^\? What is the service about\? shop$/m)
    assert.match(list, /^❯ service {2}one service, which greets$/m)
    terminal.type(DOWN)
    await terminal.see(/^❯ gateway/m)
    terminal.type('\r')
    await terminal.see(/Which package manager\?[\s\S]*❯ npm\n {2}pnpm\n {2}yarn/)
    terminal.type('\r')
    const end = await terminal.see(/docker compose up/)
    assert.match(end, /^\? Which template\? gateway {2}a service that calls another one/m)
    assert.match(end, /^\? Which package manager\? npm$/m)
    assert.match(end, /^ {5}create {2}shop\/src\/shop\.service\.ts$/m)
    assert.match(end, /^ {2}npx --no mycelia call shop_service\.welcome '\["ada","bob"\]'$/m)
    assert.equal(await terminal.ended, 0)
    const { answers } = JSON.parse(
      await readFile(join(folder, 'shop', '.mycelia', 'scaffold.json'), 'utf8'),
    )
    assert.deepEqual(answers, { name: 'shop', template: 'gateway', packageManager: 'npm' })
  })

  for (const { answer, message } of questions) {
    it(`do not ask for what its flag has answered: ${answer}`, async (t) => {
      const others = questions.filter((other) => other.answer !== answer)
      const terminal = await open(temporaryFolder(t), [
        ...others.flatMap((other) => ANSWERS[other.answer]!),
        '--dry-run',
      ])
      const screen = await terminal.see(/\?/)
      assert.ok(screen.startsWith(`? ${message}`), screen)
      terminal.type('\u0003')
      await terminal.ended
    })
  }

  for (const [what, args, env] of [
    ['--yes', ['greeting', '--yes'], {}],
    ['--no-interactive', ['greeting', '--no-interactive'], {}],
    ['CI', ['greeting'], { CI: 'true' }],
    ['all flags', Object.values(ANSWERS).flat().concat('--dir', 'x').with(0, 'shop'), {}],
  ] as const) {
    it(`are not asked with ${what}`, async (t) => {
      const terminal = await open(temporaryFolder(t), [...args, '--dry-run'], env)
      const screen = await terminal.see(/nothing was written: this was a dry run/)
      assert.doesNotMatch(screen, /\?/)
      assert.equal(await terminal.ended, 0)
    })
  }

  it('leave nothing behind when ^C ends them', async (t) => {
    const folder = temporaryFolder(t)
    const terminal = await open(folder, alone)
    await terminal.see(/about\?/)
    terminal.type('\u0003')
    await terminal.see(/error: interrupted; run it again to go on/)
    assert.equal(await terminal.ended, 1)
    assert.deepEqual(await listFiles(folder), [])
  })

  it('are coloured on a terminal, unless NO_COLOR asks for none', async (t) => {
    const args = ['greeting', '--yes', '--dry-run']
    const coloured = await open(temporaryFolder(t), args)
    assert.equal(await coloured.ended, 0)
    assert.ok(coloured.sent().includes('\u001b[32m     create\u001b[39m  greeting/'))
    const plain = await open(temporaryFolder(t), args, { NO_COLOR: '1' })
    assert.equal(await plain.ended, 0)
    assert.ok(!plain.sent().includes('\u001b[32m'))
    assert.ok(plain.sent().includes('     create  greeting/'))
  })

  for (const [what, stdin] of [
    ['piped and empty', 'pipe'],
    ['closed', 'ignore'],
    ['a file', 'file'],
  ] as const) {
    it(`are not asked where standard input is ${what}: a missing name is told, with 2`, async (t) => {
      const folder = temporaryFolder(t)
      const file = stdin === 'file' ? openSync(bin, 'r') : undefined
      const child = spawn(process.execPath, [bin, ...alone], {
        cwd: folder,
        stdio: [file ?? (stdin as 'pipe'), 'pipe', 'pipe'],
      })
      child.stdin?.end()
      let stderr = ''
      child.stderr!.on('data', (chunk) => {
        stderr += chunk
      })
      const [code] = await once(child, 'close')
      if (file !== undefined) closeSync(file)
      assert.equal(code, 2)
      assert.match(stderr, /^error: missing required argument 'name'/)
      assert.deepEqual(await listFiles(folder), [])
    })
  }

  for (const [args, problem] of [
    [['--template'], /^error: --template takes a name: write one of$/m],
    [['--template', 'lambda'], /^error: There is no template "lambda": write one of$/m],
  ] as const) {
    it(`list the templates for \`${args.join(' ')}\``, async (t) => {
      const folder = temporaryFolder(t)
      const run = await runProcess(process.execPath, [bin, 'greeting', ...args], folder)
      assert.deepEqual([run.code, run.stdout], [2, ''])
      assert.match(run.stderr, problem)
      assert.match(run.stderr, /^ {2}service {2}one service/m)
      assert.match(run.stderr, /^ {2}gateway {2}a service that calls another one/m)
      assert.deepEqual(await listFiles(folder), [])
    })
  }
})
