import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { describe, it } from 'node:test'
import { type Import, readSources, type SourceFile } from './support/source-imports.js'

const sources = ['cli', 'generator', 'runtime'].flatMap(readSources)

/**
 * Which room may import from which other. `runtime` and `generator` are the files that lie directly
 * there, where rooms are put together. Nothing below runs in a circle: see the test of that.
 */
const ROOMS: Readonly<Record<string, readonly string[]>> = {
  cli: [
    'generator',
    'generator/build',
    'generator/openapi',
    'generator/read',
    'generator/emit',
    'generator/scaffold',
  ],
  generator: [
    'generator/clients',
    'generator/edit',
    'generator/emit',
    'generator/python',
    'generator/read',
  ],
  'generator/build': ['generator/service-files.ts'],
  'generator/clients': [
    'generator/expected-error.ts',
    'generator/service-files.ts',
    'generator/write-files.ts',
  ],
  'generator/edit': ['generator/expected-error.ts'],
  'generator/python': ['generator/expected-error.ts'],
  'generator/emit': [],
  'generator/json-schema': [],
  'generator/openapi': ['generator/expected-error.ts', 'generator/json-schema'],
  'generator/read': ['generator/service-files.ts'],
  'generator/scaffold': [],
  runtime: ['*'],
  'runtime/amqp': ['errors', 'log', 'transport'],
  'runtime/broker': ['frames', 'log'],
  'runtime/client': ['codec', 'config', 'errors', 'token', 'transport', 'wire'],
  'runtime/codec': [],
  'runtime/config': ['errors', 'log', 'transport'],
  'runtime/compile': [],
  'runtime/contract': [],
  'runtime/entrypoints': [
    'codec',
    'config',
    'errors',
    'log',
    'service',
    'token',
    'transport',
    'wire',
  ],
  'runtime/discovery': ['errors', 'frames', 'log', 'service', 'transport', 'wire'],
  'runtime/errors': ['codec'],
  'runtime/frames': [],

  'runtime/health': ['errors'],
  'runtime/http': [
    'codec',
    'contract',
    'entrypoints',
    'errors',
    'log',
    'service',
    'transport',
    'wire',
  ],
  'runtime/hub': ['errors', 'token'],
  'runtime/interceptor': ['errors', 'token'],
  'runtime/jest': ['compile', 'runtime/version.ts'],
  'runtime/log': [],
  'runtime/messaging': ['codec', 'config', 'errors', 'token', 'transport', 'wire'],
  'runtime/operations': [
    'amqp',
    'client',
    'config',
    'discovery',
    'entrypoints',
    'errors',
    'log',
    'messaging',
    'service',
    'token',
    'transport',
    'wire',
  ],
  'runtime/program': [
    'amqp',
    'config',
    'errors',
    'log',
    'runtime/open-log.ts',
    'runtime/run.ts',
    'runtime/serializers-of.ts',
    'service',
    'health',
  ],
  'runtime/schema': ['codec'],
  'runtime/service': ['codec', 'errors', 'interceptor', 'log', 'token', 'transport', 'wire'],
  'runtime/testing': [
    'broker',
    'client',
    'config',
    'errors',
    'interceptor',
    'log',
    'messaging',
    'runtime/connect.ts',
    'runtime/hosted-services.ts',
    'runtime/open-serializers.ts',
    'runtime/run.ts',
    'runtime/serializers-of.ts',
    'service',
    'token',
    'transport',
    'wire',
  ],
  'runtime/token': ['config', 'errors', 'log', 'transport'],
  'runtime/transport': [],
  'runtime/vite': ['compile'],
  'runtime/websocket': [
    'codec',
    'entrypoints',
    'errors',
    'http',
    'hub',
    'log',
    'service',
    'transport',
    'wire',
  ],
  'runtime/wire': ['errors', 'transport'],
}

/** The only importers of a package. Of Mycelia's own entry points too: see design.md's arrows. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  '@opentelemetry/api': [],
  '@hono/node-server': ['runtime/http'],
  '@lezer/common': ['generator/python'],
  '@lezer/python': ['generator/python'],
  '@msgpack/msgpack': ['runtime/wire'],
  amqplib: ['runtime/amqp'],
  chokidar: ['generator', 'cli'],
  commander: ['cli'],
  croner: ['generator/edit', 'runtime/entrypoints'],
  esbuild: ['cli', 'generator/build'],
  hono: ['runtime/http'],
  'hono/cors': ['runtime/http'],
  mycelia: ['cli'],
  'mycelia/broker': ['cli'],
  'mycelia/config': ['cli', 'generator/edit'],
  'mycelia/operations': ['cli'],
  'mycelia/program': ['cli'],
  'mycelia/contract': [
    'cli',
    'generator',
    'generator/clients',
    'generator/emit',
    'generator/json-schema',
    'generator/openapi',
    'generator/python',
    'generator/read',
  ],
  'node-plop': ['generator/scaffold'],
  pino: ['runtime/log'],
  plop: ['generator/scaffold'],
  'ts-morph': ['generator/edit', 'generator/read'],
  ws: ['runtime/websocket'],
  yaml: ['runtime/config'],
  zod: ['runtime/contract', 'runtime/schema'],
}

describe('the rooms', () => {
  it('import only from the rooms that they may', () => {
    const wrong = sources.flatMap(({ path, imports }) =>
      imports.flatMap(({ file, line }) =>
        file === undefined || mayImport(path, file) ? [] : [`${path}:${line} imports ${file}`],
      ),
    )
    assert.deepEqual(wrong, [])
  })

  it('are entered through their index', () => {
    const wrong = sources.flatMap(({ path, imports }) =>
      imports.flatMap(({ file, line }) => {
        if (file === undefined || roomOf(file) === roomOf(path)) return []
        const isDoor = file.endsWith('/index.ts') || !isRoom(roomOf(file))
        return isDoor ? [] : [`${path}:${line} imports ${file}`]
      }),
    )
    assert.deepEqual(wrong, [])
  })

  it('import only the packages that are theirs', () => {
    const wrong = sources.flatMap(({ path, imports }) =>
      imports.flatMap(({ specifier, line }) =>
        mayUse(path, specifier) ? [] : [`${path}:${line} imports ${specifier}`],
      ),
    )
    assert.deepEqual(wrong, [])
  })

  it('are all named in this test, and exist', () => {
    const found = new Set(sources.map(({ path }) => roomOf(path)))
    assert.deepEqual([...found].sort(), Object.keys(ROOMS).sort())
  })

  it('leave standard output and the end of the process to the two that are programs', () => {
    const wrong = sources.flatMap(({ path, effects }) =>
      ['cli', 'runtime/program'].includes(roomOf(path))
        ? []
        : effects.map((effect) => `${path} uses ${effect}`),
    )
    assert.deepEqual(wrong, [])
  })
})

describe('the files', () => {
  it('import each other in no circle', () => {
    assert.equal(findCircle(sources), undefined)
  })

  it('are packed with every package that they import', () => {
    for (const [folder, rooms] of [
      ['.', /^(cli|generator)/],
      ['runtime', /^runtime/],
    ] as const) {
      const { name, dependencies = {} } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'))
      const used = sources
        .filter(({ path }) => rooms.test(path))
        .flatMap(({ imports }) => imports.map(({ specifier }) => packageOf(specifier)))
      const missing = used.filter(
        (used) => used !== undefined && used !== name && !(used in dependencies),
      )
      assert.deepEqual([...new Set(missing)], [], folder)
    }
  })
})

/** The room that a file is in: its folder, or the one above that is named in the list. */
function roomOf(path: string): string {
  const [top = '', second] = path.split('/')
  if (top === 'cli') return top
  return second?.endsWith('.ts') || second === undefined ? top : `${top}/${second}`
}

/** Whether it has an index; `cli`, `generator` and `runtime` themselves have none to go through. */
function isRoom(room: string): boolean {
  return room.includes('/')
}

function mayImport(path: string, file: string): boolean {
  const [from, to] = [roomOf(path), roomOf(file)]
  if (from === to) return true
  const allowed = ROOMS[from] ?? []
  const [top] = from.split('/')
  return allowed.some(
    (room) => room === to || room === file || room === '*' || `${top}/${room}` === to,
  )
}

function packageOf(specifier: string): string | undefined {
  if (specifier.startsWith('.') || isBuiltin(specifier)) return undefined
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/')
}

function mayUse(path: string, specifier: string): boolean {
  if (packageOf(specifier) === undefined) return true
  return PACKAGES[specifier]?.includes(roomOf(path)) ?? false
}

/**
 * A circle of imports as a list of files, if there is one. Types may refer to each other: an exchange
 * has bindings, a binding has an exchange.
 */
function findCircle(files: readonly SourceFile[]): readonly string[] | undefined {
  const byPath = new Map(files.map((file) => [file.path, file]))
  const done = new Set<string>()
  const visit = (path: string, way: readonly string[]): readonly string[] | undefined => {
    if (way.includes(path)) return [...way.slice(way.indexOf(path)), path]
    if (done.has(path)) return undefined
    for (const { file, typeOnly } of byPath.get(path)?.imports ?? ([] as readonly Import[])) {
      const circle = file === undefined || typeOnly ? undefined : visit(file, [...way, path])
      if (circle !== undefined) return circle
    }
    done.add(path)
    return undefined
  }
  for (const { path } of files) {
    const circle = visit(path, [])
    if (circle !== undefined) return circle
  }
  return undefined
}
