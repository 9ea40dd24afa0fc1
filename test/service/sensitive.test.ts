import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { redactArguments } from 'mycelia'

const order = {
  id: 1,
  items: [
    { pin: '1', sku: 'a' },
    { pin: '2', sku: 'b' },
  ],
  note: null,
}

describe('redactArguments', () => {
  it('names arguments by their parameters, and hides nothing unasked', () => {
    assert.deepEqual(redactArguments(['ada', 5], ['name', 'age'], undefined), {
      name: 'ada',
      age: 5,
    })
  })

  it('hides an argument, or a part of it', () => {
    const names = ['password', 'order']
    const shown = redactArguments(['secret', order], names, ['password', 'order.items[0].pin'])
    assert.deepEqual(shown, {
      password: '********',
      order: { ...order, items: [{ pin: '********', sku: 'a' }, order.items[1]] },
    })
    const all = redactArguments(['x', order], names, 'order.items[*].pin')
    assert.deepEqual(
      (all.order as typeof order).items.map(({ pin }) => pin),
      ['********', '********'],
    )
  })

  it('never changes what it is given', () => {
    const before = structuredClone(order)
    redactArguments([order], ['order'], ['order.items[0].pin', 'order.id'])
    assert.deepEqual(order, before)
  })

  it('leaves what is not there', () => {
    const shown = redactArguments([order], ['order'], ['order.note', 'order.a.b', 'order.note.x'])
    assert.deepEqual(shown, { order })
  })

  it('hides what is not as the path has it', () => {
    const shown = redactArguments([order], ['order'], 'order.id.x')
    assert.deepEqual(shown, { order: { ...order, id: '********' } })
  })

  it('hides the items of a rest parameter', () => {
    const shown = redactArguments(['a', 'b', 'c'], ['name', 'pins'], 'pins[*]')
    assert.deepEqual(shown, { name: 'a', pins: ['********', '********'] })
    for (const [args, pins] of [
      [['a'], []],
      [['a', 'b'], ['********']],
    ]) {
      assert.deepEqual(redactArguments(args!, ['name', '...pins'], 'pins[*]'), { name: 'a', pins })
    }
  })

  it('does not touch prototypes', () => {
    const args = [JSON.parse('{"__proto__": {"pin": "1"}}')]
    const shown = redactArguments(args, ['card'], 'card.__proto__.pin')
    assert.ok(!JSON.stringify(shown).includes('"1"'))
    assert.equal(({} as { pin?: string }).pin, undefined)
  })

  it('refuses what is not a path', () => {
    assert.throws(() => redactArguments([1], ['a'], 'a..b'), /'a\.\.b' is not a path/)
  })
})
