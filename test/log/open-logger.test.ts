import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { openLogger } from 'mycelia'
import { keepWritten } from './written.js'

describe('openLogger', () => {
  const written = keepWritten()

  it('writes a line of JSON a message, with its error and the causes', async () => {
    const error = new Error('no order', { cause: new TypeError('no row') })
    const log = await openLogger('info', 'json')
    log.error('failed', { error, service: 'orders', count: 5n })
    const [line, ...more] = written.lines()
    assert.deepEqual(more, [])
    const { time, err, ...others } = line as { time: string; err: typeof described }
    assert.deepEqual(others, { level: 'error', msg: 'failed', service: 'orders', count: 5 })
    assert.match(time, /^\d{4}-\d\d-\d\dT[\d:.]+Z$/)
    const described = { type: '', message: '', stack: '', cause: { type: '', message: '' } }
    assert.deepEqual([err.type, err.message], ['Error', 'no order'])
    assert.match(err.stack, /open-logger\.test/)
    assert.deepEqual([err.cause.type, err.cause.message], ['TypeError', 'no row'])
  })

  it('writes what was thrown, though it is no error, and errors that cause themselves', async () => {
    const log = await openLogger('info', 'json')
    log.error('one', { error: 'just text' })
    const circle = new Error('circle')
    circle.cause = circle
    log.error('two', { error: circle })
    const [one, two] = written.lines() as { err: { message: string; cause?: object } }[]
    assert.deepEqual(one!.err, { type: 'string', message: 'just text' })
    assert.deepEqual([two!.err.message, two!.err.cause], ['circle', undefined])
  })

  it('does not let a field break it or pass for another line', async () => {
    const log = await openLogger('info', 'json')
    const circle: Record<string, unknown> = {}
    circle.itself = circle
    log.info('one', { circle })
    log.info('two', { level: 'error', msg: 'forged\n{"level":"error"}', time: 'never' })
    const lines = written.lines()
    assert.deepEqual(
      lines.map(({ level, msg }) => [level, msg]),
      [
        ['info', 'one'],
        ['info', 'two'],
      ],
    )
    assert.equal(lines[1]!.level_, 'error')
    assert.notEqual(lines[1]!.time, 'never')
  })

  it('writes nothing below its level, and nothing at all when it is silent', async () => {
    const log = await openLogger('warn', 'json')
    log.debug('a')
    log.info('b')
    log.warn('c')
    const silent = await openLogger('silent', 'json')
    silent.error('d')
    assert.deepEqual(
      written.lines().map(({ msg }) => msg),
      ['c'],
    )
  })

  it('has written before it returns', async () => {
    const log = await openLogger('info', 'json')
    log.info('last words')
    assert.match(written.text, /"msg":"last words"\}\n$/)
  })

  it('writes JSON in production, where nobody reads it at a terminal', async () => {
    const { NODE_ENV } = process.env
    process.env.NODE_ENV = 'production'
    try {
      const log = await openLogger()
      log.info('ready')
    } finally {
      if (NODE_ENV === undefined) delete process.env.NODE_ENV
      else process.env.NODE_ENV = NODE_ENV
    }
    if (process.stderr.isTTY) assert.equal(written.text, 'ready\n')
    else assert.equal(written.lines()[0]!.msg, 'ready')
  })
})
