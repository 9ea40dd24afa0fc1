import assert from 'node:assert/strict'
import { it } from 'node:test'
import { startBroker } from 'mycelia/broker'
import { quiet } from './quiet.js'
import { type Broker, type OpenBroker, openRabbitmq, rabbitmqVersion } from './rabbitmq.js'

export type { Broker, OpenBroker } from './rabbitmq.js'

/** RabbitMQ, where one answers. */
const rabbitmq: readonly Broker[] =
  rabbitmqVersion === undefined ? [] : [{ name: `RabbitMQ ${rabbitmqVersion}`, open: openRabbitmq }]

/** What tests of everything that needs a broker run on, one after the other. */
export const brokers: readonly Broker[] = [
  { name: 'the embedded broker', open: openEmbedded },
  ...rabbitmq,
]

async function openEmbedded(): Promise<OpenBroker> {
  const broker = await startBroker({ log: quiet })
  return { uri: broker.uri, close: () => broker.close() }
}

// A file that leaves RabbitMQ out says so. In CI it has to answer.
if (rabbitmqVersion === undefined) {
  const reason = 'no RabbitMQ answers: see MYCELIA_RABBITMQ in test/support/rabbitmq.ts'
  it('runs on RabbitMQ', { skip: process.env.CI ? false : reason }, () => assert.fail(reason))
}
