import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { after, before, describe, it } from 'node:test'
import { connect, type LogLevel, openLogger } from 'mycelia'
import { type Broker, startBroker } from 'mycelia/broker'
import { loadConfig } from 'mycelia/config'
import { quiet } from '../support/quiet.js'
import { keepWritten } from './written.js'

const { cache } = createRequire(import.meta.url)

describe('the log of connect()', () => {
  const written = keepWritten()
  let broker: Broker
  before(async () => {
    broker = await startBroker({ log: quiet })
  })
  after(() => broker.close())

  async function saidAt(level: string | undefined, logLevel?: LogLevel): Promise<string> {
    written.clear()
    const config = await loadConfig({ broker: broker.uri, env: { LOG_LEVEL: level } })
    const cluster = await connect({ config, ...(logLevel !== undefined && { logLevel }) })
    await cluster.close()
    return written.text
  }

  it('holds warnings and errors only, unless it is told otherwise', async () => {
    assert.equal(await saidAt(undefined), '')
  })

  it('has the level of the environment', async () => {
    assert.match(await saidAt('info'), /^Connected to amqp:/)
    assert.equal(await saidAt('error'), '')
  })

  it('is written without loading pino, unless it is JSON', async () => {
    const isLoaded = () => Object.keys(cache).some((file) => /[\\/]pino[\\/]/.test(file))
    assert.match(await saidAt('info'), /^Connected/)
    assert.equal(isLoaded(), false)
    await openLogger('info', 'json')
    assert.equal(isLoaded(), true)
  })

  it('has the level of its option before all others', async () => {
    assert.match(await saidAt('error', 'info'), /^Connected to amqp:/)
    assert.equal(await saidAt('debug', 'silent'), '')
  })
})
