import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { decodeContext, encodeContext } from '../../runtime/wire/index.js'

describe('context headers', () => {
  it('travel under the prefix nameko. and leave out what is not there', () => {
    const data = { language: 'en', user_id: 7, nothing: null, missing: undefined }
    assert.deepEqual(encodeContext({ callIdStack: ['a', 'b'], data }), {
      'nameko.call_id_stack': ['a', 'b'],
      'nameko.language': 'en',
      'nameko.user_id': 7,
    })
  })

  it('are read with the prefix and without it', () => {
    const { callIdStack, data } = decodeContext({
      'nameko.call_id_stack': ['a'],
      'nameko.language': 'en',
      'x-request-id': '42',
    })
    assert.deepEqual(callIdStack, ['a'])
    assert.deepEqual({ ...data }, { language: 'en', 'x-request-id': '42' })
  })

  it('survive a call id stack of any form', () => {
    assert.deepEqual(decodeContext({ 'nameko.call_id_stack': 'a' }).callIdStack, [])
    assert.deepEqual(decodeContext({ 'nameko.call_id_stack': [1, 'b', null] }).callIdStack, ['b'])
  })

  it('cannot reach a prototype', () => {
    const headers = JSON.parse('{"nameko.__proto__": {"admin": true}}')
    const { data } = decodeContext(headers)
    assert.equal(({} as { admin?: boolean }).admin, undefined)
    assert.deepEqual(Object.keys(data), ['__proto__'])
  })
})
