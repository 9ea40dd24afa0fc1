import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readFiles, subject } from './read-source.js'

describe('a service', () => {
  it('is a class that is decorated with @service, in src/**/*.service.ts', () => {
    const file = (name: string) =>
      `import { service } from 'mycelia'\n\n/** The ${name}. */\n@service('${name}')\nexport class ${name.toUpperCase()} {}\n\nexport class Other {}\n`
    const { contracts, problems } = readFiles({
      'src/b.service.ts': file('b'),
      'src/deep/er/a.service.ts': file('a'),
      'src/not-a-service.ts': file('c'),
      'lib/d.service.ts': file('d'),
      'src/generated/e.service.ts': file('e'),
    })
    assert.deepEqual(problems, [])
    assert.deepEqual(contracts, [
      {
        format: 1,
        service: 'a',
        className: 'A',
        doc: 'The a.',
        source: { file: 'src/deep/er/a.service.ts', line: 5, column: 14 },
        methods: [],
        types: {},
        errors: [],
        events: [],
        handlers: [],
        injects: [],
      },
      {
        ...contracts[0],
        service: 'b',
        className: 'B',
        doc: 'The b.',
        source: { file: 'src/b.service.ts', line: 5, column: 14 },
      },
    ])
  })

  it('may be in a file that is named, wherever that is', () => {
    const text = subject('  @rpc hello(): void {}')
    const { contracts, problems } = readFiles(
      { 'lib/greeting.ts': text },
      { files: ['lib/greeting.ts', './lib/greeting.ts'] },
    )
    assert.deepEqual(problems, [])
    assert.deepEqual(
      contracts.map(({ source }) => source.file),
      ['lib/greeting.ts'],
    )
  })

  it('may be one of several in a file, and be exported at its end', () => {
    const { contracts, problems } = readFiles({
      'src/both.service.ts': `import { service } from 'mycelia'
@service('b') class B {}
@service('a') export class A {}
export { B }
`,
    })
    assert.deepEqual(problems, [])
    assert.deepEqual(
      contracts.map(({ className }) => className),
      ['A', 'B'],
    )
  })

  it('has a name with a literal type, which may come from a constant', () => {
    const { contracts, problems } = readFiles({
      'src/names.ts': "export const NAMES = { orders: 'orders_service' } as const\n",
      'src/orders.service.ts': `import { service } from 'mycelia'
import { NAMES } from './names.js'
const NAME = 'constant_service'
@service(NAMES.orders) export class A {}
@service(NAME) export class B {}
@service(\`plain_template\`) export class C {}
`,
    })
    assert.deepEqual(problems, [])
    assert.deepEqual(
      contracts.map((contract) => contract.service),
      ['constant_service', 'orders_service', 'plain_template'],
    )
  })
})

describe('a decorator', () => {
  it("is Mycelia's, whatever it is called: imported under another name, by namespace, re-exported, in a constant", () => {
    const { contracts, problems } = readFiles({
      'src/decorators.ts': "export { rpc as remote } from 'mycelia'\n",
      'src/subject.service.ts': `import * as mycelia from 'mycelia'
import { rpc as call, service as offered } from 'mycelia'
import { remote } from './decorators.js'

const idempotent = call({ idempotent: true })
const alias = call

@(offered)('subject')
export class Subject {
  @call a(): void {}
  @mycelia.rpc b(): void {}
  @remote c(): void {}
  @idempotent d(): void {}
  @alias e(): void {}
  @mycelia.rpc({ name: 'g' }) f(): void {}
}

@mycelia.service('second')
export class Second {}
`,
    })
    assert.deepEqual(problems, [])
    assert.deepEqual(
      contracts.map((contract) => contract.service),
      ['second', 'subject'],
    )
    assert.deepEqual(
      contracts[1]?.methods.map(({ wireName, idempotent }) => [wireName, idempotent]),
      [
        ['a', undefined],
        ['b', undefined],
        ['c', undefined],
        ['d', true],
        ['e', undefined],
        ['g', undefined],
      ],
    )
  })

  it("is Mycelia's in a project that is called so itself", () => {
    const { contracts, problems } = readFiles({
      'package.json': '{ "name": "mycelia", "type": "module" }',
      'src/subject.service.ts': subject('  @rpc hello(): void {}'),
    })
    assert.deepEqual(problems, [])
    assert.equal(contracts[0]?.methods.length, 1)
  })

  it("is not Mycelia's because it has the same name", () => {
    const { contracts, problems } = readFiles({
      'src/own.ts': `export function service(name: string) { return (type: unknown, context: unknown) => {} }
export function rpc(method: unknown, context: unknown) {}
`,
      'src/a.service.ts': `import { service } from './own.js'
import { rpc } from './own.js'
@service('a') export class A { @rpc a(): void {} }
`,
    })
    assert.deepEqual({ contracts, problems }, { contracts: [], problems: [] })
  })
})

describe('what a service injects', () => {
  const client = (
    name: string,
    service: string,
  ) => `import { type ClientToken, defineClient } from 'mycelia/client'
export interface ${name} { ping(): Promise<void> }
export const ${name}: ClientToken<${name}> = defineClient({ service: '${service}', contract: '0', methods: {} })
`
  const { contracts, problems } = readFiles({
    'src/generated/clients/greeting.client.ts': client('GreetingClient', 'greeting_service'),
    'src/generated/clients/payments.client.ts': client('PaymentsClient', 'payments_service'),
    'src/tokens.ts': `import { config } from 'mycelia'
export const Settings = config('settings', null!)
`,
    'src/subject.service.ts': `import { inject, Log, rpc, service } from 'mycelia'
import * as mycelia from 'mycelia'
import { GreetingClient as Greeter } from './generated/clients/greeting.client.js'
import { PaymentsClient } from './generated/clients/payments.client.js'
import { Settings } from './tokens.js'

class Base {
  protected readonly log = inject(Log)
}

declare const where: string

@service('subject')
export class Subject extends Base {
  private readonly greeting = inject(Greeter)
  private readonly payments = inject(PaymentsClient, { service: 'payments_eu', timeout: '1s' })
  private readonly elsewhere = inject(PaymentsClient, { service: where })
  #settings = mycelia.inject(Settings)
  plain = 1
}
`,
  })
  const injects = contracts[0]?.injects.map(({ source, ...rest }) => [rest, source.line])

  it('is the token, by its own name, and the service that a client calls', () => {
    assert.deepEqual(problems, [])
    assert.deepEqual(injects?.slice(0, 2), [
      [{ field: 'greeting', token: 'GreetingClient', service: 'greeting_service' }, 15],
      [{ field: 'payments', token: 'PaymentsClient', service: 'payments_eu' }, 16],
    ])
  })

  it('has no service where that is known only when the program runs', () => {
    assert.deepEqual(injects?.[2], [{ field: 'elsewhere', token: 'PaymentsClient' }, 17])
  })

  it('may be private, and in a class that the service extends', () => {
    assert.deepEqual(injects?.slice(3), [
      [{ field: '#settings', token: 'Settings' }, 18],
      [{ field: 'log', token: 'Log' }, 8],
    ])
  })
})
