import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { findProperties } from '../../runtime/broker/find-properties.js'
import { type Broker, startBroker } from '../../runtime/broker/index.js'
import {
  decodeProperties,
  encodeContentHeader,
  encodeProperties,
  FRAME_HEADER,
} from '../../runtime/frames/index.js'
import { properties } from '../frames/arbitraries.js'
import { quiet } from '../support/quiet.js'
import { RawConnection } from './raw-connection.js'

/** What a publisher gets for each. */
const BROKEN = {
  'a header table with a field of unknown type': '200000000004016b5a00',
  'a header table that ends within a field': '200000000005016b530000',
  'a flag that announces more flags': '0001',
  'bytes behind the last property': '100002ff',
} as const

describe('broken properties', () => {
  let broker: Broker

  before(async () => {
    broker = await startBroker({ log: quiet })
  })
  after(() => broker.close())

  for (const [name, bytes] of Object.entries(BROKEN)) {
    it(`end the connection of who publishes ${name}`, async () => {
      await using raw = await RawConnection.open(broker.port)
      await raw.channel(1)
      raw.send(1, 'basicPublish', {
        ticket: 0,
        exchange: '',
        routingKey: 'nowhere',
        mandatory: false,
        immediate: false,
      })
      raw.frame(FRAME_HEADER, 1, encodeContentHeader(0, Buffer.from(bytes, 'hex')))
      const { replyCode } = await raw.expect('connectionClose')
      assert.match(String(replyCode), /^50[12]$/)
    })
  }

  // Text that is no UTF-8 and the flag beside the last property are passed on, as RabbitMQ does.
  it('are found before a message is taken, whatever bytes they are', () => {
    const change = fc.record({ at: fc.nat(), value: fc.integer({ min: 0, max: 255 }) })
    const given = fc.tuple(properties, fc.array(change, { maxLength: 4 }))
    fc.assert(
      fc.property(given, ([right, changes]) => {
        const bytes = encodeProperties(right)
        for (const { at, value } of changes) bytes[at % bytes.length] = value
        bytes[1]! &= ~2
        const reason = failure(() => decodeProperties(bytes))
        fc.pre(!reason?.includes('UTF-8'))
        assert.equal(failure(() => findProperties(bytes)) === undefined, reason === undefined)
      }),
      { numRuns: 1_000 },
    )
  })
})

function failure(act: () => unknown): string | undefined {
  try {
    act()
    return undefined
  } catch (error) {
    return String(error)
  }
}
