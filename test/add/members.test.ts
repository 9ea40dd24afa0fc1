import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { addMember } from '../../generator/add-member.js'
import { generate } from '../../generator/generate.js'
import { GREETING, makeProject } from '../support/project.js'
import { added, refusal } from './read-edited.js'

const BYE = {
  kind: 'rpc',
  method: 'bye',
  params: ['name:string', 'loud?: boolean'],
  returns: 'string',
} as const

const CLIENT = { kind: 'client', field: 'self', client: 'GreetingClient' } as const

describe('adding an RPC method', () => {
  it('writes it behind the others, decorated, its body still to be written', async () => {
    using project = makeProject({ 'src/greeting.service.ts': GREETING })
    const text = await added(project, BYE)
    assert.equal(
      text,
      GREETING.replace(
        /\}\n$/,
        `
  @rpc
  bye(name: string, loud?: boolean): string {
    throw new Error('greeting_service.bye is not written yet')
  }
}
`,
      ),
    )
    const { problems, contracts } = await generate({ projectFolder: project.folder })
    assert.deepEqual(problems, [])
    assert.deepEqual(
      contracts?.[0]?.methods.map(({ name }) => name),
      ['hello', 'bye'],
    )
  })

  it("keeps to the file's indentation, quotes, semicolons and line ends", async () => {
    const text = GREETING.replaceAll("'", '"')
      .replaceAll('  ', '\t')
      .replace('"mycelia"', '"mycelia";')
      .replaceAll('\n', '\r\n')
    using project = makeProject({ 'src/greeting.service.ts': text })
    const edited = await added(project, { ...BYE, params: [] })
    assert.equal(
      edited,
      text.replace(
        /\}\r\n$/,
        '\r\n\t@rpc\r\n\tbye(): string {\r\n\t\tthrow new Error("greeting_service.bye is not written yet");\r\n\t}\r\n}\r\n',
      ),
    )
  })

  it('is asynchronous when it returns a promise, and returns nothing unless it is told', async () => {
    using project = makeProject({ 'src/greeting.service.ts': GREETING })
    const later = {
      kind: 'rpc',
      method: 'later',
      params: [],
      returns: 'Promise<number[]>',
    } as const
    assert.match(await added(project, later), /async later\(\): Promise<number\[\]> \{/)
    const nothing = { kind: 'rpc', method: 'nothing', params: ['...all:string[]'] } as const
    assert.match(await added(project, nothing), /\n {2}nothing\(\.\.\.all: string\[\]\): void \{/)
  })

  it('goes by the name that the file gives to the decorator', async () => {
    const renamed = GREETING.replace('{ rpc,', '{ rpc as method,').replace('@rpc', '@method')
    using project = makeProject({ 'src/greeting.service.ts': renamed })
    assert.match(await added(project, BYE), /@method\n {2}bye\(/)
    const all = GREETING.replace('{ rpc, service }', '* as mycelia')
      .replace('@rpc', '@mycelia.rpc')
      .replace('@service', '@mycelia.service')
    project.write('src/greeting.service.ts', all)
    assert.match(await added(project, BYE), /@mycelia\.rpc\n {2}bye\(/)
  })

  it('imports the decorator where the file has none yet', async () => {
    using project = makeProject({
      'src/greeting.service.ts': `import {
  service,
} from 'mycelia'

@service('greeting_service')
export class GreetingService {}
`,
    })
    assert.equal(
      await added(project, { ...BYE, params: [] }),
      `import {
  rpc,
  service,
} from 'mycelia'

@service('greeting_service')
export class GreetingService {
  @rpc
  bye(): string {
    throw new Error('greeting_service.bye is not written yet')
  }
}
`,
    )
  })

  it('finds nothing to do the second time, however types are spaced', async () => {
    using project = makeProject({ 'src/greeting.service.ts': GREETING })
    const text = await added(project, BYE)
    const again = { ...BYE, params: ['name :string', 'loud?:boolean'] }
    const { diff } = await addMember({
      projectFolder: project.folder,
      member: again,
      suggest: () => undefined,
    })
    assert.deepEqual(diff, [])
    assert.equal(project.read('src/greeting.service.ts'), text)
  })

  it('shows in a dry run what it would change, and writes nothing', async () => {
    using project = makeProject({ 'src/greeting.service.ts': GREETING })
    const { diff } = await addMember({
      projectFolder: project.folder,
      member: { ...BYE, params: [] },
      dryRun: true,
      suggest: () => undefined,
    })
    assert.deepEqual(
      diff.map(({ sign, text }) => sign + text),
      [
        '   }',
        '+',
        '+  @rpc',
        '+  bye(): string {',
        "+    throw new Error('greeting_service.bye is not written yet')",
        '+  }',
        ' }',
      ],
    )
    assert.equal(project.read('src/greeting.service.ts'), GREETING)
  })

  for (const [what, member, expected] of [
    [
      'a method of that name with other parameters',
      { kind: 'rpc', method: 'hello', params: ['name:number'] },
      'src/greeting.service.ts:7:3 - GreetingService.hello is there already as hello(name: string): string, not as hello(name: number): string: change it by hand, or choose another name',
    ],
    [
      'a method of that name with another result',
      { kind: 'rpc', method: 'hello', params: ['name:string'], returns: 'number' },
      /^src\/greeting\.service\.ts:7:3 - .* not as hello\(name: string\): number/,
    ],
    [
      'a type that is not there',
      { kind: 'rpc', method: 'bye', params: ['order:Order'] },
      /so nothing was written\nsrc\/greeting\.service\.ts:\d+:\d+ - GreetingService\.bye.*'Order'/,
    ],
    [
      'a type that cannot travel',
      { kind: 'rpc', method: 'bye', params: ['key:symbol'] },
      /GreetingService\.bye/,
    ],
    [
      'a name that clients use themselves',
      { kind: 'rpc', method: 'with', params: [] },
      /`with` cannot be the name of a method/,
    ],
    [
      'a name that is none',
      { kind: 'rpc', method: 'say hello', params: [] },
      '"say hello" cannot be the name of a method: write one as in getOrder',
    ],
    [
      'a parameter without a type',
      { kind: 'rpc', method: 'bye', params: ['name'] },
      '--param "name" is no parameter: write name:type, as in name:string',
    ],
    [
      'a parameter that is more than one',
      { kind: 'rpc', method: 'bye', params: ['a: string) {} evil('] },
      /is no parameter/,
    ],
    [
      'parameters in an order that cannot be',
      { kind: 'rpc', method: 'bye', params: ['...all:string[]', 'last:string'] },
      /^the parameters \.\.\.all:string\[\], last:string do not go together/,
    ],
    [
      'a result that is no type',
      { kind: 'rpc', method: 'bye', params: [], returns: 'string {} evil(): void' },
      /is no type: write one/,
    ],
  ] as [string, Parameters<typeof refusal>[1], RegExp | string][]) {
    it(`refuses ${what}`, async () => {
      using project = makeProject({ 'src/greeting.service.ts': GREETING })
      const message = await refusal(project, member)
      if (typeof expected === 'string') assert.equal(message, expected)
      else assert.match(message, expected)
    })
  }

  it('refuses a field of that name, and a method that is not decorated', async () => {
    using project = makeProject({
      'src/greeting.service.ts': GREETING.replace(
        '{\n  /**',
        '{\n  readonly bye = 1\n\n  later(): void {}\n\n  /**',
      ),
    })
    assert.match(await refusal(project, BYE), /:5:12 - .*bye is there already, and is no method/)
    const later = { kind: 'rpc', method: 'later', params: [] } as const
    assert.match(await refusal(project, later), /:7:3 - .*later is there already, without @rpc/)
  })

  it('refuses a service that is not there, and says which is meant', async () => {
    using project = makeProject({ 'src/greeting.service.ts': GREETING })
    assert.equal(
      await refusal(project, BYE, 'greting'),
      'there is no service "greting": did you mean greeting_service?',
    )
  })

  it('asks for the syntax to be mended first', async () => {
    using project = makeProject({
      'src/greeting.service.ts': GREETING.replace('): string', ': string'),
    })
    assert.match(
      await refusal(project, BYE, 'greeting_service'),
      /correct this first\nsrc\/greeting\.service\.ts:7:\d+ - /,
    )
  })
})

describe('adding a client to a service', () => {
  it('writes the field first, and what it imports', async () => {
    using project = makeProject({ 'src/greeting.service.ts': GREETING })
    assert.equal(
      await added(project, CLIENT),
      GREETING.replace(
        "import { rpc, service } from 'mycelia'\n",
        "import { inject, rpc, service } from 'mycelia'\nimport { GreetingClient } from './generated/greeting.client.js'\n",
      ).replace('Service {\n', 'Service {\n  private readonly self = inject(GreetingClient)\n\n'),
    )
    assert.deepEqual((await generate({ projectFolder: project.folder })).problems, [])
  })

  it('writes it behind the fields that are there, in a folder below too', async () => {
    using project = makeProject({
      'src/greeting.service.ts': GREETING,
      'src/deep/second.service.ts': `import { config } from '../config.ts'
import { inject, Log, service } from 'mycelia'

@service('second')
export class SecondService {
  private readonly log = inject(Log) // as it happens
  /** Once. */
  count = config
}
`,
      'src/config.ts': 'export const config = 1\n',
    })
    project.write(
      'tsconfig.json',
      project
        .read('tsconfig.json')
        .replace('"strict"', '"allowImportingTsExtensions":true,"noEmit":true,"strict"'),
    )
    const { file } = await addMember({
      projectFolder: project.folder,
      service: 'SecondService',
      member: CLIENT,
      suggest: () => undefined,
    })
    assert.equal(file, 'src/deep/second.service.ts')
    assert.equal(
      project.read(file),
      `import { config } from '../config.ts'
import { inject, Log, service } from 'mycelia'
import { GreetingClient } from '../generated/greeting.client.ts'

@service('second')
export class SecondService {
  private readonly log = inject(Log) // as it happens
  /** Once. */
  count = config
  private readonly self = inject(GreetingClient)
}
`,
    )
  })

  it('finds nothing to do the second time', async () => {
    using project = makeProject({ 'src/greeting.service.ts': GREETING })
    const text = await added(project, CLIENT)
    assert.equal(await added(project, CLIENT), text)
  })

  it('refuses a field of that name that is something else', async () => {
    using project = makeProject({
      'src/greeting.service.ts': GREETING.replace('{\n  /**', '{\n  readonly self = 1\n\n  /**'),
    })
    assert.equal(
      await refusal(project, CLIENT),
      'src/greeting.service.ts:5:12 - GreetingService.self is there already, and is not inject(GreetingClient): choose another name for the field',
    )
  })

  it('refuses names that the file uses for something else', async () => {
    using project = makeProject({
      'src/greeting.service.ts': `${GREETING}\nconst GreetingClient = 1\n`,
    })
    assert.match(
      await refusal(project, CLIENT),
      /:12:7 - GreetingClient is something else here, and is to be imported from \.\/generated\/greeting\.client\.js/,
    )
    const typed = `import type { GreetingClient } from './generated/greeting.client.js'\n${GREETING}`
    project.write('src/greeting.service.ts', typed)
    assert.match(await refusal(project, CLIENT), /:1:15 - .*take `type` away/)
  })

  it('refuses a client that is not there, and says which is', async () => {
    using project = makeProject({ 'src/greeting.service.ts': GREETING })
    assert.equal(
      await refusal(project, { ...CLIENT, client: 'GretingClient' }),
      'there is no client GretingClient: did you mean GreetingClient?',
    )
  })

  it('asks which of several services is meant', async () => {
    using project = makeProject({
      'src/greeting.service.ts': GREETING,
      'src/second.service.ts': GREETING.replace('greeting_', 'second_'),
    })
    assert.equal(
      await refusal(project, CLIENT),
      'there are several services: name one of greeting_service, second_service with --service',
    )
  })
})
