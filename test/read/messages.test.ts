import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Contract } from 'mycelia/contract'
import { contractSchema } from 'mycelia/contract'
import { formatProblem } from '../../generator/read/index.js'
import { problemsOf, readFiles } from './read-source.js'

/** The service `subject` with these members, the first of which stands in line 6. */
function subject(members: string, declarations = ''): string {
  return `import { Events, type EventReferences, consume, inject, on, service, timer } from 'mycelia'
declare const OrdersEvents: EventReferences<'orders_service', { order_created: { id: string } }>

@service('subject')
export class Subject {
${members}
}

${declarations}
`
}

function read(members: string, declarations = ''): Contract {
  const { contracts, problems } = readFiles({
    'src/subject.service.ts': subject(members, declarations),
  })
  assert.deepEqual(problems.map(formatProblem), [])
  const [contract] = contracts
  assert.ok(contract)
  assert.deepEqual(contractSchema.parse(contract), contract)
  return contract
}

function problems(members: string, declarations = ''): readonly string[] {
  const found = problemsOf({ 'src/subject.service.ts': subject(members, declarations) })
  return found.map((problem) => problem.replace('src/subject.service.ts:', ''))
}

describe('the events that a service emits', () => {
  it('are those of the interface of a token that it injects', () => {
    const { events, types } = read(
      '  private readonly events = inject(OrderEvents)',
      `export interface Order { id: string }
export interface OrderEvents {
  /** An order is there. */
  order_created: Order
  'order.gone': { id: string; at: Date } | null
}
export const OrderEvents = Events<OrderEvents>()`,
    )
    assert.deepEqual(
      events.map(({ type, payload, doc }) => ({ type, payload, doc })),
      [
        {
          type: 'order_created',
          payload: { kind: 'ref', name: 'Order' },
          doc: 'An order is there.',
        },
        {
          type: 'order.gone',
          payload: {
            kind: 'union',
            members: [
              {
                kind: 'object',
                properties: [
                  { name: 'id', type: { kind: 'string' } },
                  { name: 'at', type: { kind: 'builtin', name: 'Date' } },
                ],
              },
              { kind: 'null' },
            ],
          },
          doc: undefined,
        },
      ],
    )
    assert.deepEqual(Object.keys(types), ['Order'])
  })

  for (const [what, body, expected] of [
    ['that clash with the token', 'with: string', /`with` cannot be the name of an event/],
    ['with wildcards', "'order.*': string", /'order\.\*' cannot be the name of an event/],
    ['that are functions', 'order(): void', /`order` is a function, and functions cannot travel/],
    ['that nobody has declared', '', /the token of events says of none what it carries/],
  ] as const) {
    it(`are refused ${what}`, () => {
      const found = problems(
        '  events = inject(Some)',
        `export interface Some { ${body} }\nexport const Some = Events<Some>()`,
      )
      assert.equal(found.length, 1, found.join('\n'))
      assert.match(found[0]!, expected)
    })
  }
})

describe('the events that a service handles', () => {
  it('are named by a reference, or by service and event', () => {
    const { handlers } = read(`
  @on(OrdersEvents.order_created)
  ship(order: { id: string }): void {}

  @on('payments', 'refunded', { handler: 'singleton', name: 'on_refunded' })
  note(refund: { amount: number }): void {}

  @on('payments', 'charged')
  ignore(): void {}`)
    assert.deepEqual(
      handlers.map(({ source: _, ...handler }) => handler),
      [
        {
          method: 'ship',
          wireName: 'ship',
          from: 'orders_service',
          type: 'order_created',
          handler: 'service_pool',
          payload: { kind: 'object', properties: [{ name: 'id', type: { kind: 'string' } }] },
        },
        {
          method: 'note',
          wireName: 'on_refunded',
          from: 'payments',
          type: 'refunded',
          handler: 'singleton',
          payload: { kind: 'object', properties: [{ name: 'amount', type: { kind: 'number' } }] },
        },
        {
          method: 'ignore',
          wireName: 'ignore',
          from: 'payments',
          type: 'charged',
          handler: 'service_pool',
          payload: { kind: 'unknown' },
        },
      ],
    )
  })

  for (const [what, members, expected] of [
    [
      'by a method with two parameters',
      `  @on('a', 'b') handle(one: string, two: string): void {}`,
      '6:37 - Subject.handle: the method takes 2 arguments, and @on gives it one',
    ],
    [
      'by names that are not literals',
      `  @on(String('a'), 'b') handle(one: string): void {}`,
      '6:7 - Subject.handle: the event is not known before the program runs',
    ],
    [
      'that their service does not emit',
      `  @on(OrdersEvents.order_eaten) handle(one: string): void {}`,
      "6:20 - Subject.handle: OrdersEvents has no event 'order_eaten'",
    ],
    [
      'twice from one queue',
      `  @on('a', 'b') @on('a', 'b') handle(one: string): void {}`,
      '6:17 - Subject.handle: the method takes the same event from the same queue',
    ],
    [
      'by two methods as a singleton',
      `  @on('a', 'b', { handler: 'singleton' }) one(x: string): void {}
  @on('a', 'b', { handler: 'singleton' }) two(x: string): void {}`,
      '7:3 - Subject.two: `one` takes the same event from the same queue',
    ],
    [
      'reliably as a broadcast without an identifier',
      `  @on('a', 'b', { handler: 'broadcast', reliable: true }) handle(one: string): void {}`,
      '6:51 - Subject.handle: a broadcast is to be reliable',
    ],
    [
      'in a way that there is not',
      `  @on('a', 'b', { handler: 'everyone' as any }) handle(one: string): void {}`,
      '6:28 - Subject.handle: the option `handler` of @on is not known before the program runs',
    ],
    [
      'by a private method',
      `  @on('a', 'b') private handle(one: string): void {}`,
      '6:25 - Subject.handle: @on is on a private method',
    ],
    [
      'by a parameter without a type',
      `  @on('a', 'b') handle(one): void {}`,
      '6:24 - Subject.handle: the parameter `one` has no type',
    ],
  ] as const) {
    it(`are refused ${what}`, () => {
      const found = problems(members)
      assert.equal(found.length, 1, found.join('\n'))
      assert.ok(found[0]!.replaceAll(/\s+/g, ' ').includes(expected), found[0])
    })
  }
})

describe('the queues that a service consumes', () => {
  it('are named, or described', () => {
    const { consumers } = read(`
  @consume('letters') one(letter: string): void {}
  @consume({ name: 'parcels', durable: false }) two({ code }: { code: string }): void {}`)
    assert.deepEqual(
      consumers?.map(({ method, queue, payload }) => [method, queue, payload.kind]),
      [
        ['one', 'letters', 'string'],
        ['two', 'parcels', 'object'],
      ],
    )
  })

  it('are refused where their name is not a literal', () => {
    const [problem] = problems(`  @consume(String('letters')) one(letter: string): void {}`)
    assert.match(problem!, /Subject\.one.*the queue is not known before the program runs/s)
  })
})

describe('the timers of a service', () => {
  it('are intervals and cron patterns', () => {
    const { timers } = read(`
  @timer('1.5m') one(): void {}
  @timer(250) two(): void {}
  @timer({ cron: '0 3 * * *', timeZone: 'Europe/Berlin', once: 'cluster' }) three(): void {}`)
    assert.deepEqual(
      timers?.map(({ source: _, ...timer }) => timer),
      [
        { method: 'one', when: '1.5m' },
        { method: 'two', when: '250ms' },
        { method: 'three', when: '0 3 * * *', timeZone: 'Europe/Berlin', once: 'cluster' },
      ],
    )
  })

  for (const [what, members, expected] of [
    [
      'with an interval that cannot be read',
      `@timer('soon') tick(): void {}`,
      /interval of @timer/,
    ],
    ['with an interval of nothing', `@timer(0) tick(): void {}`, /interval of @timer/],
    ['on a method with a parameter', `@timer('1s') tick(a: string): void {}`, /has none to give/],
  ] as const) {
    it(`are refused ${what}`, () => {
      const found = problems(`  ${members}`)
      assert.equal(found.length, 1, found.join('\n'))
      assert.match(found[0]!, expected)
    })
  }
})
