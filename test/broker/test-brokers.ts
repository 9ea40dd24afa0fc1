import { startBroker } from 'mycelia/broker'
import { type Logger, stderrLogger } from '../../runtime/log/index.js'
import { openRabbitmq, rabbitmqVersion } from '../support/rabbitmq.js'

/** A virtual host of its own for a test file, on one of the brokers. */
export interface TestVhost {
  readonly uri: string
  readonly port: number
  readonly vhost: string
  close(): Promise<void>
}

export interface TestBroker {
  readonly name: string
  /** Why it takes no part. */
  readonly skip?: string
  open(): Promise<TestVhost>
}

/** For tests that provoke what would be logged. */
export const quiet: Logger = stderrLogger('silent')

const embedded: TestBroker = {
  name: 'the embedded broker',
  async open() {
    const vhost = 'tests'
    const broker = await startBroker({ vhosts: [vhost], log: quiet })
    const { port } = broker
    return { uri: broker.uriFor(vhost), port, vhost, close: () => broker.close() }
  },
}

/** The reference. */
const rabbitmq: TestBroker = {
  name: 'RabbitMQ',
  // In CI its absence is a failure.
  ...(rabbitmqVersion === undefined && !process.env.CI && { skip: 'no RabbitMQ answers' }),
  async open() {
    const { uri, close } = await openRabbitmq()
    const { port, pathname } = new URL(uri)
    return { uri, port: Number(port), vhost: decodeURIComponent(pathname.slice(1)), close }
  },
}

/** The embedded broker and, to compare, RabbitMQ: what is specified of one holds for both. */
export const brokers: readonly TestBroker[] = [embedded, rabbitmq]

/** The options of a suite that runs on a broker, if there is one. */
export function skipping({ skip }: TestBroker): { readonly skip?: string } {
  return skip === undefined ? {} : { skip }
}
