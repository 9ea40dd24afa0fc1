import assert from 'node:assert/strict'
import { after, before, describe, it, mock } from 'node:test'
import {
  type Cluster,
  connect,
  inject,
  Log,
  type Logger,
  type LogLevel,
  type Running,
  rpc,
  run,
  type ServiceDefinition,
  ServiceError,
  service,
} from 'mycelia'
import { type Broker, startBroker } from 'mycelia/broker'
import type { ValueSchema } from 'mycelia/codec'
import { loadConfig } from 'mycelia/config'
import { quiet } from '../support/quiet.js'

class OutOfStock extends ServiceError {}
class Unlucky extends Error {}

@service('shop')
class Shop {
  private readonly log = inject(Log)

  @rpc
  greet(): void {
    this.log.info('greeted', { by: 'hand' })
  }

  @rpc({ sensitive: 'card.number' })
  pay(_card: unknown): void {}

  @rpc({ expectedErrors: [Unlucky] })
  draw(how: string): void {
    if (how === 'unlucky') throw new Unlucky('no luck')
    if (how === 'sold out') throw new OutOfStock('all gone')
    throw new TypeError('a mistake')
  }
}

const schemas = () => Promise.reject(new Error('everything is accepted'))

/** Says too much. */
const refusing: ValueSchema = {
  safeDecode: ([card]) => ({
    success: false,
    error: {
      issues: ['number', 'owner'].map((key) => ({
        path: [0, key],
        message: `does not take ${card[key]}`,
      })),
    },
  }),
  safeEncode: () => ({ success: true }),
}

const shopServer: ServiceDefinition = {
  name: 'shop',
  class: Shop,
  contract: '',
  methods: {
    greet: { name: 'greet', params: [], schemas },
    pay: {
      name: 'pay',
      params: [{ name: 'card' }],
      acceptsArgs: () => false,
      schemas: async () => ({ args: refusing, result: refusing }),
    },
    draw: { name: 'draw', params: [{ name: 'how' }], schemas },
  },
}

interface Line {
  readonly level: string
  readonly message: string
  readonly fields: Readonly<Record<string, unknown>> | undefined
}

/** A logger that remembers. */
class Remembering implements Logger {
  readonly lines: Line[] = []

  constructor(readonly level: LogLevel) {}

  debug: Logger['debug'] = (message, fields) => this.#write('debug', message, fields)
  info: Logger['info'] = (message, fields) => this.#write('info', message, fields)
  warn: Logger['warn'] = (message, fields) => this.#write('warn', message, fields)
  error: Logger['error'] = (message, fields) => this.#write('error', message, fields)

  of(pattern: RegExp): Line {
    const line = this.lines.find(({ message }) => pattern.test(message))
    assert.ok(line !== undefined, `no line ${pattern} in ${JSON.stringify(this.lines)}`)
    return line
  }

  #write(level: string, message: string, fields: Line['fields']): void {
    this.lines.push({ level, message, fields })
  }
}

describe('the log of a service', () => {
  let broker: Broker
  let cluster: Cluster
  let running: Running
  const log = new Remembering('debug')

  before(async () => {
    broker = await startBroker({ log: quiet })
    cluster = await connect({ uri: broker.uri, log: quiet })
    running = await run([shopServer], { uri: broker.uri, log })
  })
  after(async () => {
    await running.close()
    await cluster.close()
    await broker.close()
  })

  it('tells the service, the method and the id of the call with each message', async () => {
    await cluster.rpc.shop!.greet!()
    const { level, fields } = log.of(/^greeted$/)
    assert.equal(level, 'info')
    const { callId, ...others } = fields!
    assert.deepEqual(others, { service: 'shop', method: 'greet', by: 'hand' })
    assert.match(String(callId), /^shop\.greet\.[0-9a-f-]{36}$/)
  })

  it('tells at debug where a call came from, and how long it took', async () => {
    await cluster.rpc.shop!.greet!()
    assert.match(
      log.of(/^call stack for/).message,
      /^call stack for (shop\.greet\.[0-9a-f-]+): .+->\1$/,
    )
    assert.match(log.of(/ took /).message, /^call shop\.greet\.[0-9a-f-]+ took [\d.]+ ms$/)
  })

  it('has an error that nobody expected as an error, with its stack', async () => {
    log.lines.length = 0
    await assert.rejects(cluster.rpc.shop!.draw!('wrongly'))
    const { level, fields } = log.of(/^shop\.draw failed$/)
    assert.equal(level, 'error')
    assert.ok(fields?.error instanceof TypeError)
  })

  for (const [how, code, why] of [
    ['unlucky', 'Unlucky', 'no luck'],
    ['sold out', 'OutOfStock', 'all gone'],
  ] as const) {
    it(`has an expected error as a warning, without a stack: ${how}`, async () => {
      log.lines.length = 0
      await assert.rejects(cluster.rpc.shop!.draw!(how))
      const { level, fields } = log.of(/^shop\.draw failed$/)
      assert.equal(level, 'warn')
      assert.deepEqual(fields, { code, why })
    })
  }

  it('never shows a sensitive argument that is refused', async () => {
    log.lines.length = 0
    await assert.rejects(cluster.rpc.shop!.pay!({ number: '4711', owner: 'Ada' }), {
      code: 'InvalidArguments',
      message: 'pay: card.number: ******** is not what it may be; card.owner: does not take Ada',
    })
    log.of(/^refused a request$/)
    assert.ok(!JSON.stringify(log.lines).includes('4711'))
  })

  it('has the level that LOGGING gives to it, or to all', async () => {
    let written = ''
    const write = mock.method(process.stderr, 'write', (text: string) => {
      written += text
      return true
    })
    try {
      const config = await loadConfig({ broker: broker.addVhost('levels') })
      const other = await connect({ config, log: quiet })
      const greet = async (levels: Partial<typeof config>) => {
        written = ''
        const shop = await run([shopServer], { config: { ...config, ...levels }, onEvent() {} })
        await other.rpc.shop!.greet!()
        await shop.close()
        return written
      }
      assert.match(await greet({}), /^greeted service=shop method=greet callId=\S+ by=hand\n$/)
      assert.equal(await greet({ logLevel: 'warn' }), '')
      assert.match(
        await greet({ logLevel: 'warn', logLevels: new Map([['shop', 'debug']]) }),
        /^debug: call stack for /,
      )
      await other.close()
    } finally {
      write.mock.restore()
    }
  })
})
