import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type Broker, openRabbitmq, rabbitmqVersion } from './rabbitmq.js'

export type { Broker, OpenBroker } from './rabbitmq.js'

/** RabbitMQ, where one answers. */
const rabbitmq: readonly Broker[] =
  rabbitmqVersion === undefined ? [] : [{ name: `RabbitMQ ${rabbitmqVersion}`, open: openRabbitmq }]

/** What tests of everything that needs a broker run on, one after the other. */
export const brokers: readonly Broker[] = rabbitmq

// Told as a test of whoever imports this: a file whose tests all need a broker is not empty
// without one, and a run shows on which brokers it took place.
describe('the brokers to test on', () => {
  const missing = rabbitmqVersion === undefined && !process.env.CI
  const skip = missing && 'no RabbitMQ answers: see MYCELIA_RABBITMQ in test/support/rabbitmq.ts'
  it('include RabbitMQ', { skip }, (t) => {
    assert.ok(rabbitmqVersion, 'no RabbitMQ answers')
    t.diagnostic(`broker: RabbitMQ ${rabbitmqVersion}`)
  })
})
