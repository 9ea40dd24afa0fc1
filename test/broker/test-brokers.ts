import { execFile } from 'node:child_process'
import { connect } from 'node:net'
import { promisify } from 'node:util'
import { startBroker } from 'mycelia/broker'
import { type Logger, stderrLogger } from '../../runtime/log/index.js'

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

const run = promisify(execFile)

const RABBITMQ = { host: '127.0.0.1', port: 5672 }

let count = 0

export const embedded: TestBroker = {
  name: 'the embedded broker',
  async open() {
    const vhost = 'tests'
    const broker = await startBroker({ vhosts: [vhost], log: quiet })
    const { port } = broker
    return { uri: broker.uriFor(vhost), port, vhost, close: () => broker.close() }
  },
}

/** Why tests do not run on RabbitMQ; nothing if they do. */
const missing = await findRabbitMq()

async function findRabbitMq(): Promise<string | undefined> {
  const { host, port } = RABBITMQ
  const answers = await new Promise<boolean>((resolve) => {
    const socket = connect({ host, port })
    socket.once('connect', () => resolve(true))
    socket.once('error', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })
  if (!answers) return `no RabbitMQ at ${host}:${port}`
  try {
    await run('rabbitmqctl', ['version'])
    return undefined
  } catch {
    return 'no rabbitmqctl to make a virtual host with'
  }
}

/** The reference. Its virtual hosts are made and removed with one command each: these are slow. */
const rabbitmq: TestBroker = {
  name: 'RabbitMQ',
  ...(missing === undefined ? {} : { skip: missing }),
  async open() {
    const vhost = `broker-tests-${process.pid}-${++count}`
    await evaluate(
      `rabbit_vhost:add(<<"${vhost}">>, <<"tests">>), ` +
        'rabbit_auth_backend_internal:set_permissions(<<"guest">>, ' +
        `<<"${vhost}">>, <<".*">>, <<".*">>, <<".*">>, <<"tests">>).`,
    )
    return {
      uri: `amqp://guest:guest@${RABBITMQ.host}:${RABBITMQ.port}/${vhost}`,
      port: RABBITMQ.port,
      vhost,
      close: () => evaluate(`rabbit_vhost:delete(<<"${vhost}">>, <<"tests">>).`),
    }
  },
}

async function evaluate(expression: string): Promise<void> {
  await run('rabbitmqctl', ['eval', expression])
}

/** The embedded broker and, to compare, RabbitMQ: what is specified of one holds for both. */
export const brokers: readonly TestBroker[] = [embedded, rabbitmq]

/** The options of a suite that runs on a broker, if there is one. */
export function skipping({ skip }: TestBroker): { readonly skip?: string } {
  return skip === undefined ? {} : { skip }
}
