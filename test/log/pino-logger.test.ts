import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type Logger, pinoLogger } from 'mycelia'
import { pino } from 'pino'

describe('pinoLogger', () => {
  function open(options: object = {}): {
    log: Logger
    own: pino.Logger
    lines: Record<string, unknown>[]
  } {
    const lines: Record<string, unknown>[] = []
    const own = pino(
      { base: null, ...options },
      { write: (line: string) => void lines.push(JSON.parse(line)) },
    )
    return { log: pinoLogger(own), own, lines }
  }

  it('writes to a logger of pino with its fields, its error where pino has errors', () => {
    const { log, lines } = open({ base: { name: 'shop' } })
    log.warn('failed', { error: new RangeError('too far'), sku: 'a' })
    log.info('done')
    const [{ err, time: _, ...failed }, done] = lines as [Record<string, unknown>, object]
    assert.deepEqual(failed, { level: 40, name: 'shop', sku: 'a', msg: 'failed' })
    assert.equal((err as { type: string }).type, 'RangeError')
    assert.ok(!('err' in done))
  })

  it('has the level of pino, also when it changes', () => {
    const { log, own, lines } = open({ level: 'warn' })
    log.info('a')
    assert.equal(log.level, 'warn')
    own.level = 'debug'
    log.debug('b')
    assert.equal(log.level, 'debug')
    assert.deepEqual(
      lines.map(({ msg }) => msg),
      ['b'],
    )
  })

  it('leaves levels of pino alone that Mycelia does not know', () => {
    const { log, own, lines } = open({ customLevels: { notice: 35 }, level: 'notice' })
    log.info('a')
    log.warn('b')
    own.level = 'fatal'
    log.error('c')
    assert.deepEqual(
      lines.map(({ msg }) => msg),
      ['b'],
    )
  })
})
