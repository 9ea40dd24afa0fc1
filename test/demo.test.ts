import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'

describe('npm run demo', () => {
  let temporary: string
  before(() => {
    temporary = mkdtempSync(join(tmpdir(), 'mycelia-test-'))
  })
  after(() => rmSync(temporary, { recursive: true, force: true }))

  const start = () => {
    const { AMQP_URI: _, ...env } = process.env
    const child = spawn(process.execPath, ['scripts/demo.js'], {
      env: { ...env, TMPDIR: temporary },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let said = ''
    child.stdout.setEncoding('utf8').on('data', (text) => {
      said += text
    })
    return { child, said: () => said }
  }

  it('goes from nothing to an answered call, and leaves nothing behind', async () => {
    const { child, said } = start()
    const [code] = await once(child, 'close')
    assert.equal(code, 0)
    assert.match(
      said(),
      /\nstarting services: greeting_service\nConnected to amqp:\/\/guest:\*\*@127\.0\.0\.1:\d+\/\/\n[\s\S]*\n'Hello, ujun!'\n/,
    )
    assert.deepEqual(readdirSync(temporary), [])
  })

  it('leaves nothing behind when it is interrupted while it installs', async () => {
    const { child, said } = start()
    while (!said().includes('# scaffolding')) await once(child.stdout, 'data')
    child.kill('SIGINT')
    const [code] = await once(child, 'close')
    assert.equal(code, 130)
    assert.deepEqual(readdirSync(temporary), [])
  })

  it('ends the broker and the service when it is interrupted while they run', async () => {
    const { child, said } = start()
    while (!said().includes('Connected to')) await once(child.stdout, 'data')
    const started = descendantsOf(child.pid!)
    for (const command of ['mycelia.js broker', 'mycelia.js run']) {
      assert.ok(
        started.some(({ args }) => args.includes(command)),
        `${command} does not run`,
      )
    }
    child.kill('SIGINT')
    const [code] = await once(child, 'close')
    assert.equal(code, 130)
    assert.match(said(), /\nstopping services: greeting_service\n/)
    const left = processes().filter(({ pid }) => started.some((process) => process.pid === pid))
    assert.deepEqual(left, [])
    assert.deepEqual(readdirSync(temporary), [])
  })
})

interface Process {
  readonly pid: number
  readonly parent: number
  readonly args: string
}

function processes(): readonly Process[] {
  const text = execFileSync('ps', ['-A', '-ww', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' })
  return [...text.matchAll(/^ *(\d+) +(\d+) +(.*)$/gm)].map(([, pid, parent, args]) => ({
    pid: Number(pid),
    parent: Number(parent),
    args: args!,
  }))
}

/** What a process has started, and what that has. */
function descendantsOf(root: number): readonly Process[] {
  const all = processes()
  const below = (parent: number): readonly Process[] =>
    all.filter((each) => each.parent === parent).flatMap((each) => [each, ...below(each.pid)])
  return below(root)
}
