import { type Broker, openRabbitmq, rabbitmqVersion } from './rabbitmq.js'

export type { Broker, OpenBroker } from './rabbitmq.js'

/** RabbitMQ, where one answers; in CI one has to. */
const rabbitmq: readonly Broker[] =
  rabbitmqVersion === undefined && !process.env.CI
    ? []
    : [{ name: `RabbitMQ ${rabbitmqVersion ?? '(none answers)'}`, open: openRabbitmq }]

/** What tests of everything that needs a broker run on, one after the other. */
export const brokers: readonly Broker[] = rabbitmq
