import { mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { MethodCodec } from 'mycelia/codec'
import { generate } from '../../generator/generate.js'
import { formatProblem } from '../../generator/read/index.js'
import { compile } from '../emit/compile.js'
import { makeProject, type TestProject } from '../support/project.js'
import { importGenerated } from './serve-forms.js'

const require = createRequire(import.meta.url)

export interface Example {
  readonly event: string
  readonly payload: any
}

/** Real payloads of GitHub's webhooks. */
export const examples: readonly Example[] = readExamples()

function readExamples(): readonly Example[] {
  const file = require.resolve('@octokit/webhooks-examples')
  const events: { name: string; examples: any[] }[] = JSON.parse(readFileSync(file, 'utf8'))
  return events.flatMap(({ name, examples }) =>
    examples.map((payload) => ({ event: name, payload })),
  )
}

/**
 * The published JSON schema, less what TypeScript's types do not say: formats, whole numbers,
 * lengths, and that there be no other properties or no other member of a union that fits.
 */
export function readSchema(): any {
  const file = require.resolve('@octokit/webhooks-schemas/schema.json')
  return JSON.parse(readFileSync(file, 'utf8'), (key, value) => {
    if (UNSAID.has(key) || (key === 'additionalProperties' && value === false)) return undefined
    if (key === 'type' && value === 'integer') return 'number'
    if (typeof value?.oneOf !== 'object' || !Array.isArray(value.oneOf)) return value
    const { oneOf, ...rest } = value
    return { ...rest, anyOf: oneOf }
  })
}

const UNSAID: ReadonlySet<string> = new Set(
  'format minLength maxLength minItems maxItems minimum maximum pattern uniqueItems'.split(' '),
)

export interface Webhooks extends Disposable {
  readonly project: TestProject
  codecOf(event: string): MethodCodec
}

/** A service with a method for each event, which takes the published type of its payload. */
export async function serveWebhooks(): Promise<Webhooks> {
  const events = [...new Set(examples.map(({ event }) => event))]
  const methods = events.map(
    (event) => `  @rpc ${event}(payload: EventPayloadMap['${event}']): void {}`,
  )
  const project = makeProject({
    'src/hooks.service.ts': `import type { EventPayloadMap } from '@octokit/webhooks-types'
import { rpc, service } from 'mycelia'

@service('hooks')
export class Hooks {
${methods.join('\n')}
}
`,
  })
  mkdirSync(join(project.folder, 'node_modules/@octokit'))
  symlinkSync(
    dirname(require.resolve('@octokit/webhooks-types/package.json')),
    join(project.folder, 'node_modules/@octokit/webhooks-types'),
  )
  const { problems } = await generate({ projectFolder: project.folder })
  if (problems.length > 0) throw new Error(problems.map(formatProblem).join('\n'))
  const codecs = await importGenerated(project, 'hooks.codecs')
  return {
    project,
    codecOf: (event) => codecs[`${event}Method`],
    [Symbol.dispose]: () => project[Symbol.dispose](),
  }
}

/** The places among the examples of those that the compiler finds not to be of the published types. */
export function refusedByCompiler(project: TestProject): readonly number[] {
  // Inferred as the argument of a type parameter, an object may have more than its type declares.
  const head = `import type { EventPayloadMap } from '@octokit/webhooks-types'
declare const check: <Wanted>() => <Given extends Wanted>(given: Given) => void
`
  const calls = examples.map(
    ({ event, payload }) => `check<EventPayloadMap['${event}']>()(${JSON.stringify(payload)})`,
  )
  project.write('src/examples.ts', head + calls.join('\n'))
  const said = compile('typescript', project.folder, { skipLibCheck: true })
  project.remove('src/examples.ts')
  const lines = [...said.matchAll(/^\S*src\/examples\.ts\((\d+),/gm)].map(([, line]) =>
    Number(line),
  )
  const before = head.split('\n').length
  return [...new Set(lines)].map((line) => line - before).sort((a, b) => a - b)
}

/** Copies of a payload in each of which one thing is changed, always the same for the same payload. */
export function* mutated(payload: any, count: number): Generator<any> {
  const places = placesIn(payload)
  let state = places.length
  const next = (below: number) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
    return (state >>> 8) % below
  }
  for (let i = 0; i < count; i++) {
    const place = places[next(places.length)]!
    const copy = structuredClone(payload)
    const parent = place.slice(0, -1).reduce((at, key) => at[key], copy)
    const last = place.at(-1)!
    const value = VALUES[next(VALUES.length + 1)]
    if (value !== undefined) parent[last] = value
    else if (Array.isArray(parent)) parent.splice(Number(last), 1)
    else delete parent[last]
    yield copy
  }
}

/** What is put in; one time more often, something is taken out. */
const VALUES = [null, '', 0, true, [], {}, 'open', 'User'] as const

/** The paths of everything in a JSON value. */
function placesIn(json: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof json !== 'object' || json === null) return []
  return Object.entries(json).flatMap(([key, item]) => {
    const here = [...path, key]
    return [here, ...placesIn(item, here)]
  })
}
