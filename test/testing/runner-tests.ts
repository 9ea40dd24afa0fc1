import { readFileSync } from 'node:fs'
import { GREETING } from '../support/project.js'

/** A method of which a stack must tell the position in the source. */
export const REFUSING_GREETING: string = GREETING.replace(
  /}\n$/,
  `
  refuse(): void {
    throw new Error('refused')
  }
}
`,
)

export const REFUSING_LINE: number =
  REFUSING_GREETING.split('\n').findIndex((text) => text.includes("'refused'")) + 1

/** A user's tests, of which the last one fails. @param runner Where `expect` and `test` come from. */
export function testsWith(runner: string): string {
  return `import { expect, test } from '${runner}'
import { testCluster, worker } from 'mycelia/testing'
import { GreetingClient } from './generated/greeting.client.js'
import { greetingServer } from './generated/greeting.server.js'
import { GreetingService } from './greeting.service.js'

test('alone', () => {
  expect(worker(GreetingService).hello('ujun')).toBe('Hello, ujun!')
})

test('served', async () => {
  await using cluster = await testCluster([greetingServer])
  const called = cluster.waitFor(GreetingService, 'hello')
  expect(await cluster.client(GreetingClient).hello('ujun')).toBe('Hello, ujun!')
  expect((await called).args).toEqual(['ujun'])
})

test('refused by the service', async () => {
  await using cluster = await testCluster([greetingServer])
  const wrong = cluster.rpc.greeting_service!.hello!(5)
  await expect(wrong).rejects.toMatchObject({ code: 'InvalidArguments' })
})

test('fails in the service', () => {
  worker(GreetingService).refuse()
})
`
}

/** What docs/testing.md configures a runner with. */
export function configOf(runner: 'jest' | 'vitest'): string {
  const page = readFileSync(new URL('../../docs/testing.md', import.meta.url), 'utf8')
  return new RegExp(`^\`\`\`js\\n// ${runner}\\.config\\.js\\n(.*?)^\`\`\`$`, 'ms').exec(page)![1]!
}
