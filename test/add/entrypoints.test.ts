import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { addMember } from '../../generator/add-member.js'
import { generate } from '../../generator/generate.js'
import { GREETING, makeProject, type TestProject } from '../support/project.js'
import { added, refusal } from './read-edited.js'

const FILE = 'src/greeting.service.ts'

const NOTE = {
  kind: 'event',
  method: 'note',
  from: 'payments',
  type: 'refunded',
  params: ['refund:{ order: string }'],
} as const

const POLL = { kind: 'timer', method: 'poll', every: '5s' } as const

const CLEAN_UP = {
  kind: 'timer',
  method: 'cleanUp',
  cron: '0 3 * * *',
  timeZone: 'Europe/Berlin',
} as const

/** The greeting's service with more imported, and more behind its last member. */
function greetingWith(imports: string, lines: string): string {
  return GREETING.replace('{ rpc, service }', imports).replace(/\}\n$/, `\n${lines}}\n`)
}

const WITH_NOTE = greetingWith(
  '{ on, rpc, service }',
  `  @on('payments', 'refunded')
  async note(refund: { order: string }): Promise<void> {
    throw new Error('greeting_service.note is not written yet')
  }
`,
)

const WITH_POLL = greetingWith(
  '{ rpc, service, timer }',
  `  @timer('5s')
  async poll(): Promise<void> {
    throw new Error('greeting_service.poll is not written yet')
  }
`,
)

describe('adding a method that handles an event', () => {
  it('writes it behind the others, its body still to be written, and imports the decorator', async () => {
    using project = makeProject({ [FILE]: GREETING })
    assert.equal(await added(project, NOTE), WITH_NOTE)
    const { problems, contracts } = await generate({ projectFolder: project.folder })
    assert.deepEqual(problems, [])
    assert.deepEqual(
      contracts?.[0]?.handlers.map(({ method, from, type, handler }) => [
        method,
        from,
        type,
        handler,
      ]),
      [['note', 'payments', 'refunded', 'service_pool']],
    )
  })

  it('says who gets the event where it is told, and takes nothing where it is not', async () => {
    using project = makeProject({ [FILE]: GREETING })
    assert.equal(
      await added(project, { ...NOTE, params: [], handler: 'broadcast' }),
      greetingWith(
        '{ on, rpc, service }',
        `  @on('payments', 'refunded', { handler: 'broadcast' })
  async note(): Promise<void> {
    throw new Error('greeting_service.note is not written yet')
  }
`,
      ),
    )
  })

  it('writes types as formatters do, and leaves what stands between quotes alone', async () => {
    using project = makeProject({ [FILE]: GREETING })
    const params = ["refund:{order:string,kind:'a; }';}"]
    assert.match(
      await added(project, { ...NOTE, params }),
      /async note\(refund: \{ order: string; kind: 'a; \}' \}\)/,
    )
  })

  it('goes by the name that the file gives to the decorator', async () => {
    using project = makeProject({
      [FILE]: GREETING.replace('{ rpc,', '{ on as handles, rpc,'),
    })
    assert.match(await added(project, NOTE), /@handles\('payments', 'refunded'\)\n {2}async note\(/)
  })

  it('finds nothing to do the second time, whatever its body has become', async () => {
    using project = makeProject({ [FILE]: GREETING })
    const written = (await added(project, NOTE)).replace(/throw .*/, 'await Promise.resolve()')
    project.write(FILE, written)
    assert.equal(await added(project, NOTE), written)
    assert.equal(await added(project, { ...NOTE, params: [] }), written)
    assert.equal(await added(project, { ...NOTE, handler: 'service_pool' }), written)
  })

  it('finds nothing to do where the event is written as a constant', async () => {
    const text = `${WITH_NOTE.replace("'payments', ", 'SOURCE, ')}\nconst SOURCE = 'payments'\n`
    using project = makeProject({ [FILE]: text })
    assert.equal(await added(project, NOTE), text)
  })

  it('shows in a dry run what it would change, and writes nothing', async () => {
    using project = makeProject({ [FILE]: GREETING })
    const { diff } = await addMember({
      projectFolder: project.folder,
      member: NOTE,
      dryRun: true,
      suggest: () => undefined,
    })
    assert.deepEqual(
      diff.filter(({ sign }) => sign !== ' ').map(({ sign, text }) => sign + text),
      [
        "-import { rpc, service } from 'mycelia'",
        "+import { on, rpc, service } from 'mycelia'",
        '+',
        "+  @on('payments', 'refunded')",
        '+  async note(refund: { order: string }): Promise<void> {',
        "+    throw new Error('greeting_service.note is not written yet')",
        '+  }',
      ],
    )
    assert.equal(project.read(FILE), GREETING)
  })

  for (const [what, change, expected] of [
    [
      'who it does not know to get an event',
      { handler: 'everyone' },
      '--handler "everyone" is none of service_pool, singleton, broadcast',
    ],
    ['an event without a name', { type: '' }, '--type is empty: name the event'],
    ['an event of nobody', { from: '' }, '--from is empty: name the service that emits the event'],
    [
      'what cannot be the name of a service',
      { from: 'pay.ments' },
      /so nothing was written\nsrc\/greeting\.service\.ts:\d+:\d+ - .*'pay\.ments' cannot be the name/,
    ],
    [
      'more than one parameter',
      { params: ['order:string', 'amount:number'] },
      /^an event carries one payload: write one --param/,
    ],
    [
      'any number of parameters',
      { params: ['...all:string[]'] },
      /so nothing was written\nsrc\/greeting\.service\.ts:\d+:\d+ - .*takes any number of arguments/,
    ],
    [
      'a parameter without a type',
      { params: ['refund'] },
      '--param "refund" is no parameter: write name:type, as in name:string',
    ],
    [
      'a type that is not there',
      { params: ['refund:Refund'] },
      /so nothing was written\nsrc\/greeting\.service\.ts:\d+:\d+ - GreetingService\.note.*'Refund'/,
    ],
    [
      'a name that is none',
      { method: 'note it' },
      '"note it" cannot be the name of a method: write one as in getOrder',
    ],
    [
      'a method of that name that is called otherwise',
      { method: 'hello', params: [] },
      "src/greeting.service.ts:7:3 - GreetingService.hello is there already, without @on('payments', 'refunded'): write it above the method",
    ],
    [
      'a method of that name with another parameter',
      { method: 'hello', params: ['name:number'] },
      /^src\/greeting\.service\.ts:7:3 - .* not as hello\(name: number\): string/,
    ],
  ] as [string, object, RegExp | string][]) {
    it(`refuses ${what}`, async () => {
      using project = makeProject({ [FILE]: GREETING })
      const message = await refusal(project, { ...NOTE, ...change })
      if (typeof expected === 'string') assert.equal(message, expected)
      else assert.match(message, expected)
    })
  }

  it('refuses a method that handles another event, or for somebody else', async () => {
    using project = makeProject({ [FILE]: WITH_NOTE })
    assert.match(
      await refusal(project, { ...NOTE, type: 'charged' }),
      /:12:9 - GreetingService\.note is there already, without @on\('payments', 'charged'\)/,
    )
    assert.match(
      await refusal(project, { ...NOTE, handler: 'singleton' }),
      /:12:9 - .*, without @on\('payments', 'refunded', \{ handler: 'singleton' \}\)/,
    )
  })

  it('refuses a file in which `on` is something else', async () => {
    using project = makeProject({ [FILE]: `${GREETING}\nconst on = 1\n` })
    assert.match(await refusal(project, NOTE), /:12:7 - on is something else here/)
    project.write('src/on.ts', 'export const on = (..._: unknown[]) => (_m: unknown): void => {}\n')
    project.write(FILE, `import { on } from './on.js'\n${GREETING}`)
    assert.equal(
      await refusal(project, NOTE),
      'src/greeting.service.ts - GreetingService.note would not be seen, so nothing was written: `on` in this file is not that of mycelia',
    )
  })
})

describe('adding a method that handles an event of a service with a client', () => {
  const SHOUTING = greetingWith(
    '{ Events, type EventsToken, inject, rpc, service }',
    '  private readonly shouts = inject(Shouts)\n',
  ).replace(
    '\n@service',
    `
export interface Shout {
  text: string
}

export interface Shouts {
  shouted: Shout
  'fell.silent': { since: Date }
}

export const Shouts: EventsToken<Shouts> = Events()

@service`,
  )
  const LISTENER = `import { service } from 'mycelia'

@service('listener')
export class ListenerService {}
`
  const HEAR = {
    kind: 'event',
    method: 'hear',
    from: 'greeting_service',
    type: 'shouted',
    params: [],
  } as const
  const make = (listener = LISTENER) =>
    makeProject({ [FILE]: SHOUTING, 'src/listener.service.ts': listener })
  const hear = async (project: TestProject, change: object = {}) => {
    const member = { ...HEAR, ...change }
    const options = { projectFolder: project.folder, service: 'listener', member }
    const { file } = await addMember({ ...options, suggest: () => undefined })
    return project.read(file)
  }

  it('names it by the generated reference, and imports the type of what it carries', async () => {
    using project = make()
    const text = await hear(project)
    assert.equal(
      text,
      `import { on, service } from 'mycelia'
import { GreetingEvents, type Shout } from './generated/greeting.client.js'

@service('listener')
export class ListenerService {
  @on(GreetingEvents.shouted)
  async hear(shout: Shout): Promise<void> {
    throw new Error('listener.hear is not written yet')
  }
}
`,
    )
    assert.equal(await hear(project), text, 'a second time there is nothing to do')
    const { problems, contracts } = await generate({ projectFolder: project.folder })
    assert.deepEqual(problems, [])
    const { handlers } = contracts!.find(({ service }) => service === 'listener')!
    assert.deepEqual(
      handlers.map(({ from, type, payload }) => [from, type, payload.kind]),
      [['greeting_service', 'shouted', 'ref']],
    )
  })

  it('takes what has no name of its own from the interface of the events', async () => {
    using project = make()
    assert.match(
      await hear(project, { type: 'fell.silent', handler: 'broadcast' }),
      /@on\(GreetingEvents\['fell\.silent'\], \{ handler: 'broadcast' \}\)\n {2}async hear\(payload: GreetingEvents\['fell\.silent'\]\)/,
    )
  })

  it('takes what it is told to take', async () => {
    using project = make()
    const text = await hear(project, { params: ['shout:{ text: string }'] })
    assert.match(text, /^import \{ GreetingEvents \} from/m)
    assert.match(text, /hear\(shout: \{ text: string \}\)/)
  })

  it('adds to what the file imports from the client already', async () => {
    const imported = "import { GreetingClient as Client } from './generated/greeting.client.js'\n"
    using project = make(`${imported}${LISTENER}void Client\n`)
    assert.match(
      await hear(project),
      /^import \{ GreetingClient as Client, GreetingEvents, type Shout \} from/m,
    )
  })

  it('names an event by texts that the client does not know', async () => {
    using project = make()
    assert.match(
      await hear(project, { type: 'sang' }),
      /@on\('greeting_service', 'sang'\)\n {2}async hear\(\)/,
    )
  })

  it('refuses a file in which the type is something else', async () => {
    using project = make(`${LISTENER}\nexport type Shout = string\n`)
    await assert.rejects(
      hear(project),
      /^ExpectedError: .*src\/listener\.service\.ts:6:13 - Shout is something else here/,
    )
  })
})

describe('adding a method that a timer calls', () => {
  it('writes it behind the others, its body still to be written, and imports the decorator', async () => {
    using project = makeProject({ [FILE]: GREETING })
    assert.equal(await added(project, POLL), WITH_POLL)
    assert.match(
      await added(project, CLEAN_UP),
      /\n {2}@timer\(\{ cron: '0 3 \* \* \*', timeZone: 'Europe\/Berlin' \}\)\n {2}async cleanUp\(\)/,
    )
    const { problems, contracts } = await generate({ projectFolder: project.folder })
    assert.deepEqual(problems, [])
    assert.deepEqual(
      contracts?.[0]?.timers?.map(({ method, when, timeZone }) => [method, when, timeZone]),
      [
        ['poll', '5s', undefined],
        ['cleanUp', '0 3 * * *', 'Europe/Berlin'],
      ],
    )
  })

  it("keeps to the file's quotes, indentation and semicolons", async () => {
    const text = GREETING.replaceAll("'", '"').replaceAll('  ', '\t').replace('a"', 'a";')
    using project = makeProject({ [FILE]: text })
    assert.match(
      await added(project, { kind: 'timer', method: 'tick', cron: '*/5 * * * * *' }),
      /\n\t@timer\(\{ cron: "\*\/5 \* \* \* \* \*" \}\)\n\tasync tick\(\): Promise<void> \{\n\t\tthrow new Error\(".*"\);\n\t\}\n/,
    )
  })

  it('finds nothing to do the second time', async () => {
    using project = makeProject({ [FILE]: GREETING })
    await added(project, POLL)
    const text = await added(project, CLEAN_UP)
    assert.equal(await added(project, POLL), text)
    assert.equal(await added(project, CLEAN_UP), text)
    project.write(FILE, text.replace("@timer('5s')", "@timer({ every: '5s', eager: true })"))
    assert.match(await added(project, POLL), /eager: true/)
  })

  for (const [what, when, expected] of [
    [
      'an interval without a unit',
      { every: '5' },
      /^--every: "5" is not a duration: write a number and its unit, ms, s, m or h/,
    ],
    [
      'an interval of nothing',
      { every: '0s' },
      /^--every: "0s" is not a duration: .* more than 0$/,
    ],
    ['an interval that is too long', { every: '999h' }, /^--every: "999h" .* 24 days$/],
    ['a pattern of words', { cron: 'every day' }, /^--cron "every day" cannot be read: /],
    ['a pattern beyond the clock', { cron: '61 * * * *' }, /^--cron "61 \* .*" cannot be read: /],
    ['a pattern that never comes', { cron: '0 0 31 2 *' }, '--cron "0 0 31 2 *" never comes'],
    [
      'a time zone that is not there',
      { cron: '0 3 * * *', timeZone: 'Mars/Phobos' },
      /^--cron "0 3 \* \* \*" --time-zone "Mars\/Phobos" cannot be read: /,
    ],
    [
      'a time zone of an interval',
      { every: '5s', timeZone: 'Europe/Berlin' },
      '--time-zone goes with --cron alone',
    ],
    [
      'an interval beside a pattern',
      { every: '5s', cron: '0 3 * * *' },
      '--every and --cron exclude each other',
    ],
    ['no time at all', {}, "say when: --every 5s, or --cron '0 3 * * *'"],
  ] as [string, object, RegExp | string][]) {
    it(`refuses ${what}`, async () => {
      using project = makeProject({ [FILE]: GREETING })
      const message = await refusal(project, { kind: 'timer', method: 'poll', ...when })
      if (typeof expected === 'string') assert.equal(message, expected)
      else assert.match(message, expected)
    })
  }

  it('refuses a method of that name that is called at other times, or by others', async () => {
    using project = makeProject({ [FILE]: WITH_POLL })
    assert.equal(
      await refusal(project, { ...POLL, every: '10s' }),
      "src/greeting.service.ts:12:9 - GreetingService.poll is there already, without @timer('10s'): write it above the method",
    )
    assert.match(
      await refusal(project, { ...POLL, method: 'hello' }),
      /:7:3 - GreetingService\.hello is there already, without @timer\('5s'\)/,
    )
  })

  it('refuses a field of that name', async () => {
    using project = makeProject({
      [FILE]: GREETING.replace('{\n  /**', '{\n  readonly poll = 1\n\n  /**'),
    })
    assert.match(await refusal(project, POLL), /:5:12 - .*poll is there already, and is no method/)
  })
})

describe('adding a method that answers HTTP requests', () => {
  const FIND = {
    kind: 'http',
    method: 'find',
    verb: 'GET',
    path: '/orders/:id/lines/:line',
    params: ['line:number', 'limit = 10'],
    returns: 'Promise<string[]>',
  } as const
  const WITH_FIND = greetingWith(
    '{ http, rpc, service }',
    `  @http('GET', '/orders/:id/lines/:line')
  async find(id: string, line: number, limit = 10): Promise<string[]> {
    throw new Error('greeting_service.find is not written yet')
  }
`,
  )

  it('writes it behind the others, with the parameters of its path, and imports the decorator', async () => {
    using project = makeProject({ [FILE]: GREETING })
    assert.equal(await added(project, FIND), WITH_FIND)
    const { problems, contracts } = await generate({ projectFolder: project.folder })
    assert.deepEqual(problems, [])
    assert.deepEqual(
      contracts?.[0]?.http?.map(({ verb, path, params }) => [
        verb,
        path,
        params.map((param) => `${param.name} in ${param.in}`),
      ]),
      [['GET', FIND.path, ['id in path', 'line in path', 'limit in query']]],
    )
  })

  it('says the status where it is told, and returns nothing where it is not', async () => {
    using project = makeProject({ [FILE]: GREETING })
    const member = { kind: 'http', method: 'place', verb: 'POST', path: '/orders' } as const
    assert.match(
      await added(project, { ...member, params: ['order:{ sku: string }'], status: 202 }),
      /@http\('POST', '\/orders', \{ status: 202 \}\)\n {2}place\(order: \{ sku: string \}\): void \{/,
    )
  })

  it('finds nothing to do the second time, whatever its body has become', async () => {
    using project = makeProject({ [FILE]: GREETING })
    const written = (await added(project, FIND)).replace(/throw .*/, 'return []')
    project.write(FILE, written)
    assert.equal(await added(project, { ...FIND, params: ['id:string', ...FIND.params] }), written)
    const { returns: _, ...unsaid } = FIND
    assert.equal(await added(project, { ...unsaid, params: [] }), written)
  })

  it('finds nothing to do where the path is written as a constant', async () => {
    const text = `${WITH_FIND.replace(`'${FIND.path}'`, 'PATH')}\nconst PATH = '${FIND.path}'\n`
    using project = makeProject({ [FILE]: text })
    assert.equal(await added(project, { ...FIND, params: [] }), text)
  })

  for (const [what, change, expected] of [
    ['a verb that is none', { verb: 'FETCH' }, '"FETCH" is none of GET, POST, PUT, PATCH, DELETE'],
    [
      'a path that is none',
      { path: 'orders', params: [] },
      /so nothing was written\nsrc\/greeting\.service\.ts:\d+:\d+ - .*is 'orders', without a slash/,
    ],
    [
      'what no request can hold',
      { params: ['filter:{ sku: string }'] },
      /so nothing was written\nsrc\/.* `filter` is an object, and a GET request has no body/,
    ],
    [
      'a method of that name that is called otherwise',
      { method: 'hello', path: '/hello', params: [], returns: 'string' },
      "src/greeting.service.ts:7:3 - GreetingService.hello is there already, without @http('GET', '/hello'): write it above the method",
    ],
    [
      'a method of that name that returns something else',
      { method: 'hello', params: [] },
      /^src\/greeting\.service\.ts:7:3 - .* not as hello\(name: string\): Promise<string\[\]>/,
    ],
  ] as [string, object, RegExp | string][]) {
    it(`refuses ${what}`, async () => {
      using project = makeProject({ [FILE]: GREETING })
      const message = await refusal(project, { ...FIND, ...change })
      if (typeof expected === 'string') assert.equal(message, expected)
      else assert.match(message, expected)
    })
  }
})
