import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { consume, Events, inject, on, service, timer } from 'mycelia'
import { defineEvents, type EventReferences } from 'mycelia/client'
import { replace } from 'mycelia/testing'

interface StockEvents {
  sold_out: { sku: string; at: Date }
}
const StockEvents = Events<StockEvents>()
const References: EventReferences<'stock', StockEvents> = defineEvents('stock', ['sold_out'])

/** What does not compile: the compiler reads this file with all others, and complains if it does. */
@service('types_service')
class TypesService {
  private readonly events = inject(StockEvents)

  @on(References.sold_out)
  less(event: { sku: string }): void {
    void event
  }

  // @ts-expect-error: the event carries no number
  @on(References.sold_out)
  other(event: { sku: number }): void {
    void event
  }

  // @ts-expect-error: the option is none
  @on('stock', 'sold_out', { handler: 'everyone' })
  oddly(): void {}

  // @ts-expect-error: it is no method of an instance
  @on('stock', 'sold_out')
  static shared(event: unknown): void {
    void event
  }

  // @ts-expect-error: a message is one value
  @consume('letters')
  pair(one: string, two: string): void {
    void [one, two]
  }

  // @ts-expect-error: a timer has nothing to give
  @timer('1s')
  tick(now: Date): void {
    void now
  }

  emit(): Promise<void> {
    // @ts-expect-error: a property is missing
    return this.events.sold_out({ sku: 'tea' })
  }
}

describe('what is wrong in types', () => {
  it('does not compile, and so need not be found out at run time', () => {
    assert.equal(typeof TypesService, 'function')
    // @ts-expect-error: the event carries no number
    replace(StockEvents, { sold_out: async (payload: number) => void payload })
  })

  it('is told where code runs that does not compile', () => {
    assert.throws(
      // @ts-expect-error: there is no such event
      () => on(References.sold_in),
      { message: /@on was given an event that is not there: .*run `mycelia generate`/ },
    )
  })

  it('leaves references with what is needed to handle an event', () => {
    assert.deepEqual(References.sold_out, { source: 'stock', type: 'sold_out' })
  })
})
