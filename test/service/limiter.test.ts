import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Limiter } from '../../runtime/service/limiter.js'

describe('Limiter', () => {
  it('lets as many run as the limit says, and the others in the order in which they came', async () => {
    const limiter = new Limiter(2)
    const order: string[] = []
    const take = (name: string) => limiter.acquire().then(() => order.push(name))
    await Promise.all([take('a'), take('b')])
    const waiting = [take('c'), take('d')]
    assert.equal(limiter.tryAcquire(), false)
    assert.deepEqual(order, ['a', 'b'])
    limiter.release()
    await waiting[0]
    limiter.release()
    await waiting[1]
    assert.deepEqual(order, ['a', 'b', 'c', 'd'])
  })

  it('gives a slot that nobody waits for to the next who asks', () => {
    const limiter = new Limiter(1)
    assert.equal(limiter.tryAcquire(), true)
    assert.equal(limiter.tryAcquire(), false)
    limiter.release()
    assert.equal(limiter.tryAcquire(), true)
  })

  it('lets all who wait go when it is over', async () => {
    const limiter = new Limiter(1)
    limiter.tryAcquire()
    const waiting = [limiter.acquire(), limiter.acquire()]
    limiter.dismiss()
    await Promise.all(waiting)
  })
})
