import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Caller, CallRequest, ClientToken } from 'mycelia'
import { compile } from '../emit/compile.js'
import { addTo, makeTwoProjects, type Workspace } from './two-projects.js'

const RIGHT = `import { GreetingClient } from './generated/clients/greeting.client.js'

export async function greet(greeting: GreetingClient): Promise<string[]> {
  const one: string = await greeting.hello('ujun')
  return [one, await greeting.with({ timeout: '500ms' }).hello('ujun')]
}

/** An object literal mocks a client. */
export const mock: Pick<GreetingClient, 'hello'> = { hello: async (name) => name.toUpperCase() }

export const { service } = GreetingClient.definition
`

const WRONG: Readonly<Record<string, readonly [line: string, code: string]>> = {
  'an argument of another type': ['await greeting.hello(7)', 'TS2345'],
  'a missing argument': ['await greeting.hello()', 'TS2554'],
  'an argument too many': ["await greeting.hello('a', 'b')", 'TS2554'],
  'a method that is not there': ["await greeting.bye('a')", 'TS2339'],
  'a result taken for another type': [
    "const length: number = await greeting.hello('a')\n  void length",
    'TS2322',
  ],
  'an option that is none': ["greeting.with({ timeouts: '1s' })", 'TS2561'],
}

describe('a project with an added client', () => {
  let workspace: Workspace
  before(async () => {
    workspace = await makeTwoProjects()
    await addTo(workspace, '../greeting')
    // As installed, not as worked on: its declarations count, not its source.
    const tsconfig = JSON.parse(workspace.read('gateway/tsconfig.json'))
    delete tsconfig.compilerOptions.customConditions
    workspace.write('gateway/tsconfig.json', JSON.stringify(tsconfig))
    workspace.write('gateway/src/right.ts', RIGHT)
    const calls = Object.values(WRONG).map(([line]) => `  ${line}`)
    workspace.write(
      'gateway/src/wrong.ts',
      [
        "import type { GreetingClient } from './generated/clients/greeting.client.js'",
        'export async function wrong(greeting: GreetingClient): Promise<void> {',
        ...calls,
        '}',
        '',
      ].join('\n'),
    )
  })
  after(() => workspace[Symbol.dispose]())

  for (const compiler of ['typescript-5', 'typescript-6', 'typescript']) {
    it(`compiles with ${compiler} when its calls are right, and only then`, () => {
      const said = compile(compiler, workspace.path('gateway'), {
        noUncheckedIndexedAccess: true,
        exactOptionalPropertyTypes: true,
        verbatimModuleSyntax: true,
        skipLibCheck: true,
      })
      const errors = said.split('\n').filter((line) => line.includes('error TS'))
      assert.deepEqual(
        errors.map((line) => /^.*?src\/([\w.]+)\((\d+),\d+\): error (TS\d+)/.exec(line)?.slice(1)),
        Object.values(WRONG).map(([, code], index) => [
          'wrong.ts',
          String(3 + index + linesBefore(index)),
          code,
        ]),
        said,
      )
    })
  }

  it('calls through it, and gets what the service answers', async () => {
    const module: {
      readonly GreetingClient: ClientToken<{ hello(name: string): Promise<string> }>
    } = await import(workspace.path('gateway/src/generated/clients/greeting.client.ts'))
    const requests: CallRequest[] = []
    const caller: Caller = {
      call: async (request) => {
        requests.push(request)
        return `Hello, ${request.args[0]}!`
      },
    }
    const greeting = module.GreetingClient.create(caller, {})
    assert.equal(await greeting.hello('ujun'), 'Hello, ujun!')
    assert.deepEqual(
      requests.map(({ service, method, args }) => [service, method, args]),
      [['greeting_service', 'hello', ['ujun']]],
    )
  })
})

/** Lines that earlier calls take beyond one each. */
function linesBefore(index: number): number {
  const earlier = Object.values(WRONG).slice(0, index)
  return earlier.reduce((sum, [line]) => sum + line.split('\n').length - 1, 0)
}
