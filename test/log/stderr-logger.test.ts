import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, it, mock } from 'node:test'
import { stderrLogger } from 'mycelia'

/** What an unfriendly peer may put into a name. */
const FORGED = 'x\nerror: forged\u001b[2J\u202e'

describe('stderrLogger', () => {
  let written: string
  beforeEach(() => {
    written = ''
    mock.method(process.stderr, 'write', (text: string) => {
      written += text
      return true
    })
  })
  afterEach(() => mock.restoreAll())

  it('writes nothing below its level', () => {
    const log = stderrLogger('warn', 'text')
    log.debug('a')
    log.info('b')
    log.warn('c', { service: 'orders', attempts: 2 })
    assert.equal(written, 'warn: c service=orders attempts=2\n')
  })

  it('gives nobody a line of the log, or the terminal', () => {
    const log = stderrLogger('info', 'text')
    log.info(FORGED, { why: FORGED })
    assert.equal(
      written,
      `${`x\\nerror: forged\\u001b[2J\\u202e why=`}x\\nerror: forged\\u001b[2J\\u202e\n`,
    )
    written = ''
    log.error('failed', { error: new Error(FORGED) })
    for (const line of written.trimEnd().split('\n').slice(1))
      assert.match(line, /^ {2}[^\p{Cc}]*$/u)
  })

  it('tells the causes of an error, also of one that causes itself', () => {
    const error = new Error('no order', { cause: new TypeError('no row') })
    stderrLogger('info', 'text').error('failed', { error })
    assert.match(
      written,
      /^error: failed\n {2}Error: no order\n(?: {2}.*\n)* {2}caused by TypeError: no row\n/,
    )
    const circle = new Error('circle')
    circle.cause = circle
    stderrLogger('info', 'text').error('failed', { error: circle })
    assert.equal(written.match(/Error: circle/g)?.length, 1)
  })

  it('writes a line of JSON a message, with its error and the causes', () => {
    const error = new Error('no order', { cause: new TypeError('no row') })
    stderrLogger('info', 'json').error('failed', { error, service: 'orders', count: 5n })
    assert.equal(written.indexOf('\n'), written.length - 1)
    const { time, err, ...line } = JSON.parse(written)
    assert.deepEqual(line, { level: 'error', msg: 'failed', service: 'orders', count: '5' })
    assert.ok(!Number.isNaN(Date.parse(time)))
    assert.deepEqual([err.type, err.message], ['Error', 'no order'])
    assert.match(err.stack, /stderr-logger\.test/)
    assert.deepEqual([err.cause.type, err.cause.message], ['TypeError', 'no row'])
  })

  it('does not let a field break it or pass for another line', () => {
    const log = stderrLogger('info', 'json')
    const circle: Record<string, unknown> = {}
    circle.itself = circle
    log.info('one', { circle })
    log.info('two', { level: 'error', msg: 'forged' })
    const lines = written
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    assert.deepEqual(
      lines.map(({ level, msg }) => [level, msg]),
      [
        ['info', 'one'],
        ['info', 'two'],
      ],
    )
  })

  it('writes JSON in production, where nobody reads it at a terminal', () => {
    const { NODE_ENV } = process.env
    process.env.NODE_ENV = 'production'
    try {
      stderrLogger().info('ready')
    } finally {
      if (NODE_ENV === undefined) delete process.env.NODE_ENV
      else process.env.NODE_ENV = NODE_ENV
    }
    if (process.stderr.isTTY) assert.equal(written, 'ready\n')
    else assert.equal(JSON.parse(written).msg, 'ready')
  })
})
