import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import {
  decodeMethod,
  encodeMethod,
  type Field,
  FrameError,
  type Method,
  methodId,
} from '../../runtime/frames/index.js'
import { fieldsOf, METHOD_NAMES } from './arbitraries.js'

describe('methods', () => {
  for (const name of METHOD_NAMES) {
    it(`${name} reads as it was written`, () => {
      fc.assert(
        fc.property(fieldsOf(name), (fields: Method) => {
          const read = decodeMethod(encodeMethod(name, fields as never))
          assert.deepEqual(read, { ...fields, name })
        }),
      )
    })
  }

  it('share no number', () => {
    const numbers = METHOD_NAMES.map((name) => Object.values(methodId(name)).join('.'))
    assert.equal(new Set(numbers).size, numbers.length)
  })

  it('pack bits from the lowest one, in one octet for neighbours', () => {
    const bytes = encodeMethod('queueDeclare', {
      ticket: 0,
      queue: 'q',
      passive: false,
      durable: true,
      exclusive: false,
      autoDelete: true,
      nowait: false,
      arguments: new Map<string, Field>([['x-expires', { tag: 'I', value: 258 }]]),
    })
    assert.equal(
      bytes.toString('hex'),
      `0032000a${'0000'}${'0171'}${'0a'}${'0000000f'}${'09782d65787069726573'}49${'00000102'}`,
    )
  })

  it('write a delivery tag as 64 bits', () => {
    const bytes = encodeMethod('basicAck', { deliveryTag: 2 ** 40 + 1, multiple: true })
    assert.equal(bytes.toString('hex'), `003c0050${'0000010000000001'}01`)
  })

  it('refuse a number that no method has', () => {
    assert.throws(
      () => decodeMethod(Buffer.from('003c03e7', 'hex')),
      (error) => error instanceof FrameError && error.replyCode === 503,
    )
  })

  it('refuse a payload that ends within a field', () => {
    const whole = encodeMethod('basicAck', { deliveryTag: 1, multiple: true })
    for (let length = 0; length < whole.length; length++) {
      assert.throws(() => decodeMethod(whole.subarray(0, length)), FrameError)
    }
  })

  it('refuse bytes behind the last field', () => {
    const bytes = Buffer.concat([encodeMethod('txSelect', {}), Buffer.alloc(1)])
    assert.throws(() => decodeMethod(bytes), FrameError)
  })

  it('refuse a short string that is no UTF-8', () => {
    const bytes = encodeMethod('connectionBlocked', { reason: 'ab' })
    bytes[bytes.length - 1] = 0xff
    assert.throws(() => decodeMethod(bytes), { replyCode: 501, message: /UTF-8/ })
  })

  it('take a short string that holds the replacement character itself', () => {
    const fields = { reason: '\ufffd' }
    assert.deepEqual(decodeMethod(encodeMethod('connectionBlocked', fields)), {
      ...fields,
      name: 'connectionBlocked',
    })
  })
})
