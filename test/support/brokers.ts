import assert from 'node:assert/strict'
import { it } from 'node:test'
import { type Broker, openRabbitmq, rabbitmqVersion } from './rabbitmq.js'

export type { Broker, OpenBroker } from './rabbitmq.js'

/** RabbitMQ, where one answers. */
const rabbitmq: readonly Broker[] =
  rabbitmqVersion === undefined ? [] : [{ name: `RabbitMQ ${rabbitmqVersion}`, open: openRabbitmq }]

/** What tests of everything that needs a broker run on, one after the other. */
export const brokers: readonly Broker[] = rabbitmq

// A file whose tests all need a broker would be empty without one: so it has one that is skipped
// and tells why. In CI a broker has to answer.
if (rabbitmqVersion === undefined) {
  const reason = 'no RabbitMQ answers: see MYCELIA_RABBITMQ in test/support/rabbitmq.ts'
  it('runs on RabbitMQ', { skip: process.env.CI ? false : reason }, () => assert.fail(reason))
}
