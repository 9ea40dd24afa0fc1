import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
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

  it('leaves nothing behind either when it is interrupted, even while it installs', async () => {
    const { child, said } = start()
    while (!said().includes('# scaffolding')) await once(child.stdout, 'data')
    child.kill('SIGINT')
    const [code] = await once(child, 'close')
    assert.equal(code, 130)
    assert.deepEqual(readdirSync(temporary), [])
  })
})
