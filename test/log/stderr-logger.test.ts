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
    const log = stderrLogger('warn')
    log.debug('a')
    log.info('b')
    log.warn('c', { service: 'orders', attempts: 2 })
    assert.equal(written, 'warn: c service=orders attempts=2\n')
  })

  it('gives nobody a line of the log, or the terminal', () => {
    const log = stderrLogger()
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
    stderrLogger().error('failed', { error })
    assert.match(
      written,
      /^error: failed\n {2}Error: no order\n(?: {2}.*\n)* {2}caused by TypeError: no row\n/,
    )
    const circle = new Error('circle')
    circle.cause = circle
    stderrLogger().error('failed', { error: circle })
    assert.equal(written.match(/Error: circle/g)?.length, 1)
  })
})
