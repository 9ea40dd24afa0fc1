import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { ExpectedError } from '../../generator/expected-error.js'
import { generate } from '../../generator/generate.js'
import { addTo, makeWorkspace, type Workspace } from './two-projects.js'

const CLIENT = 'gateway/src/generated/clients/shop.client.ts'
const TYPES = 'gateway/src/generated/clients/shop.types.ts'
const CODECS = 'gateway/src/generated/clients/shop.codecs.ts'
const SOURCES = 'gateway/src/generated/clients/sources.json'

const SHOP = `from nameko.rpc import rpc

class Shop:
    name = "shop"

    @rpc
    def get_order(self, order_id: int) -> str: ...
`

/** A project without clients beside Python files. */
function workspaceWith(files: Readonly<Record<string, string>>): Workspace {
  const workspace = makeWorkspace()
  workspace.project('gateway')
  for (const [path, text] of Object.entries(files)) workspace.write(path, text)
  return workspace
}

async function refused(workspace: Workspace, source: string): Promise<string> {
  let message = ''
  await assert.rejects(addTo(workspace, source), (error) => {
    assert.ok(error instanceof ExpectedError, String(error))
    message = error.message
    return true
  })
  return message
}

/** The methods of a client, each on a line. */
function methodsOf(text: string): readonly string[] {
  return [...text.matchAll(/^ {2}(\w+\(.*\): Promise<.*>)$/gm)].map(([, method]) => method!)
}

describe('a type hint of Python becomes a type of TypeScript:', () => {
  const HEAD = `from __future__ import annotations
import collections, datetime as dt, decimal, enum, uuid, typing as t
from dataclasses import dataclass
from typing import *
from typing_extensions import NotRequired, ReadOnly
from nameko.rpc import rpc

Alias = List[int]
type Later = dict[str, Later] | int
UserId = NewType("UserId", int)
Movie = TypedDict("Movie", {"title": str, "year": NotRequired[int]})
Pair = collections.namedtuple("Pair", "left right")
Size = NamedTuple("Size", [("width", int), ("height", "float")])
Flat = enum.Enum("Flat", "UP DOWN")

class Level(enum.IntEnum):
    LOW = 1
    HIGH = enum.auto()

class Base(TypedDict):
    id: int

class Sub(Base, total=False):
    name: str
    sure: Required[bool]

@dataclass(frozen=True)
class Node:
    value: dt.datetime
    kids: list[Node]
    limit: t.ClassVar[int] = 3

class Plain:
    pass

class Slug(str):
    pass
`
  for (const [hint, expected, declared] of [
    ['str', 'string'],
    ['int', 'number'],
    ['float | int', 'number'],
    ['bool', 'boolean'],
    ['None', 'void'],
    ['Any', 'unknown'],
    ['object', 'unknown'],
    ['list', 'unknown[]'],
    ['list[str]', 'string[]'],
    ['t.List[int]', 'number[]'],
    ['Sequence[bool]', 'boolean[]'],
    ['dict', 'Record<string, unknown>'],
    ['Dict[str, list[int]]', 'Record<string, number[]>'],
    ['dict[int, str]', 'Record<string, string>'],
    ['tuple[int, str]', '[number, string]'],
    ['Tuple[int, ...]', 'number[]'],
    ['Tuple[()]', '[]'],
    ['Optional[str]', 'string | null'],
    ['Union[int, str, None]', 'number | string | null'],
    ['str | None', 'string | null'],
    ["'Optional[str]'", 'string | null'],
    ["list['Alias']", 'Alias[]', 'export type Alias = number[]'],
    ['Literal["a", -1, True, None]', "'a' | -1 | true | null"],
    ['Literal[Level.HIGH]', '2'],
    ['Annotated[int, "positive"]', 'number'],
    ['dt.datetime', 'Date'],
    ['dt.date | None', 'Date | null'],
    ['dt.time', 'string'],
    ['decimal.Decimal', 'string'],
    ['uuid.UUID', 'string'],
    ['Later', 'Later', 'export type Later = { [key: string]: Later } | number'],
    ['UserId', 'UserId', 'export type UserId = number'],
    ['Movie', 'Movie', 'title: string\n  year?: number\n'],
    ['Pair', 'Pair', 'export type Pair = [left: unknown, right: unknown]'],
    ['Size', 'Size', 'export type Size = [width: number, height: number]'],
    ['Level', 'Level', '  LOW: 1,\n  HIGH: 2,\n'],
    ['Flat', 'Flat', '  UP: 1,\n  DOWN: 2,\n'],
    ['Sub', 'Sub', 'id: number\n  name?: string\n  sure: boolean\n'],
    ['Node', 'Node', 'export interface Node {\n  value: Date\n  kids: Node[]\n}'],
    ['Slug', 'Slug', 'export type Slug = string'],
  ] as const) {
    it(hint, async () => {
      const service = `class Shop:\n    name = "shop"\n    @rpc\n    def give(self) -> ${hint}: ...\n`
      using workspace = workspaceWith({ 'shop.py': HEAD + service })
      const { warnings } = await addTo(workspace, '../shop.py')
      assert.deepEqual(methodsOf(workspace.read(CLIENT)), [`give(): Promise<${expected}>`])
      if (hint !== 'Flat') assert.deepEqual(warnings, [])
      if (declared !== undefined) assert.ok(workspace.read(TYPES).includes(declared))
    })
  }

  for (const [hint, note] of [
    ['bytes', '`bytes` cannot travel (JSON holds no bytes)'],
    ['set[int]', '`set[int]` cannot travel (JSON holds no sets; a list travels)'],
    ['Missing', '`Missing` is not among the files of the project'],
    ['Plain', '`Plain` is a class of which JSON carries nothing certain'],
    ['Callable[[int], str]', '`Callable[[int], str]` is not understood'],
    ['str | dt.datetime', '`str | dt.datetime` holds a date beside what may look like one'],
    ['make()', '`make()` is no type'],
  ] as const) {
    it(`${hint}, which no client can tell, with a note of where it stands`, async () => {
      const service = `class Shop:\n    name = "shop"\n    @rpc\n    def give(self) -> ${hint}: ...\n`
      using workspace = workspaceWith({ 'shop.py': HEAD + service })
      const { warnings } = await addTo(workspace, '../shop.py')
      assert.deepEqual(methodsOf(workspace.read(CLIENT)), ['give(): Promise<unknown>'])
      const line = HEAD.split('\n').length + 3
      assert.equal(warnings.length, 1)
      assert.ok(warnings[0]?.startsWith(`../shop.py:${line}:23 - ${note}`), warnings[0])
    })
  }
})

describe('parameters of Python', () => {
  for (const [written, expected] of [
    ['self, a: str, b: int = 1', 'give(a: string, b?: number)'],
    ['self, a: str = None', 'give(a?: string | null)'],
    ['self, *, a: int, b: str = "x"', 'give(a: number, b?: string)'],
    ['self, a: int = 1, *, b: int', 'give(b: number, a?: number)'],
    ['self, a, /, b', 'give(a: unknown, b: unknown)'],
    ['self, *args: int', 'give(...args: number[])'],
    ['self, class_: int, default: int', 'give(class_: number, argument2: number)'],
  ] as const) {
    it(`(${written})`, async () => {
      const text = `from nameko.rpc import rpc\nclass Shop:\n    name = "shop"\n    @rpc\n    def give(${written}) -> bool: ...\n`
      using workspace = workspaceWith({ 'shop.py': text })
      await addTo(workspace, '../shop.py')
      assert.deepEqual(methodsOf(workspace.read(CLIENT)), [`${expected}: Promise<boolean>`])
    })
  }

  it('that no name is known of cannot be given, and a note says so', async () => {
    using workspace = workspaceWith({
      'shop.py': SHOP.replace('order_id: int', '*ids: int, one: int, **more'),
    })
    const { warnings } = await addTo(workspace, '../shop.py')
    assert.deepEqual(methodsOf(workspace.read(CLIENT)), ['get_order(one: number): Promise<string>'])
    assert.deepEqual(
      warnings.map((warning) => warning.slice(0, 50)),
      [
        '../shop.py:7:48 - `**more` takes keywords that no ',
        '../shop.py:7:26 - `*ids` stands before parameters ',
      ],
    )
    assert.match(workspace.read(CODECS), /params: \[\{ name: 'one', keyword: true \}\]/)
  })
})

describe('a service of Python', () => {
  for (const [what, text] of [
    [
      'from nameko.rpc import rpc as remote',
      'from nameko.rpc import rpc as remote\nclass Shop:\n    name = "shop"\n    @remote\n    def a(self) -> int: ...\n',
    ],
    [
      'import nameko.rpc',
      'import nameko.rpc\nclass Shop:\n    name = "shop"\n    @nameko.rpc.rpc(expected_exceptions=(ValueError,))\n    def a(self) -> int: ...\n',
    ],
    [
      'import nameko.rpc as x',
      'import nameko.rpc as x\nclass Shop:\n    name = "shop"\n    @x.rpc\n    def a(self) -> int: ...\n',
    ],
    [
      'from nameko import rpc',
      'from nameko import rpc\nclass Shop:\n    name = "shop"\n    @rpc.rpc\n    def a(self) -> int: ...\n',
    ],
    [
      'Rpc.decorator',
      'from nameko.rpc import Rpc\nclass Mine(Rpc):\n    pass\nmine = Mine.decorator\nclass Shop:\n    name = "shop"\n    @mine\n    def a(self) -> int: ...\n',
    ],
    [
      'names from siblings',
      'from lib import NAME, rpc\nclass Shop:\n    name = "sh" + NAME\n    @rpc\n    def a(self) -> int: ...\n',
    ],
    ['a base class', 'from lib import Base\nclass Shop(Base):\n    name = "shop"\n'],
  ] as const) {
    it(`is known by its entrypoints: ${what}`, async () => {
      using workspace = workspaceWith({
        'py/shop.py': text,
        'py/lib.py':
          'from nameko.rpc import rpc\nNAME = "op"\nclass Base:\n    @rpc\n    def a(self) -> int: ...\n    def b(self): ...\n',
      })
      await addTo(workspace, '../py/shop.py')
      assert.deepEqual(methodsOf(workspace.read(CLIENT)), ['a(): Promise<number>'])
    })
  }

  it('may be called in camel case, and keeps its names on the wire', async () => {
    using workspace = workspaceWith({ 'shop.py': SHOP })
    await addTo(workspace, '../shop.py', { naming: 'camelCase' })
    assert.deepEqual(methodsOf(workspace.read(CLIENT)), [
      'getOrder(orderId: number): Promise<string>',
    ])
    assert.match(
      workspace.read(CODECS),
      /name: 'get_order',\n {2}params: \[\{ name: 'order_id' \}\]/,
    )
  })

  it('is read anew by generate, in the same naming', async () => {
    using workspace = workspaceWith({ 'shop.py': SHOP })
    await addTo(workspace, '../shop.py', { naming: 'camelCase' })
    const { source, language, naming } = JSON.parse(workspace.read(SOURCES)).clients.shop
    assert.deepEqual([source, language, naming], ['../shop.py', 'python', 'camelCase'])
    workspace.write(
      'shop.py',
      SHOP.replace('order_id: int', 'order_id: int, all_of_it: bool = False'),
    )
    const projectFolder = workspace.path('gateway')
    assert.deepEqual(
      (await generate({ projectFolder })).notes.map(({ stale }) => stale),
      [true],
    )
    assert.deepEqual(methodsOf(workspace.read(CLIENT)), [
      'getOrder(orderId: number, allOfIt?: boolean): Promise<string>',
    ])
    workspace.write('shop.py', 'class Shop(:\n')
    const { notes } = await generate({ projectFolder })
    assert.match(
      notes[0]?.message ?? '',
      /^the client of shop stays as it is: \.\.\/shop\.py:1:12 is not Python/,
    )
    workspace.remove('shop.py')
    assert.deepEqual((await generate({ projectFolder })).notes, [])
  })

  it('is chosen of several by its class or by its name', async () => {
    const two = `${SHOP}\nclass Other:\n    name = "other"\n    @rpc\n    def b(self) -> int: ...\n`
    using workspace = workspaceWith({ 'py/shop.py': two, 'py/requirements.txt': 'nameko\n' })
    assert.equal(
      await refused(workspace, '../py/shop.py'),
      '../py/shop.py has several services, Shop (shop), Other (other): choose with --service, as in --service shop, which may be repeated',
    )
    assert.equal(
      await refused(workspace, '../py/shop.py:Shup'),
      '../py/shop.py has no service class Shup: it has Shop (shop), Other (other)',
    )
    const services = async (...args: Parameters<typeof addTo>) =>
      (await addTo(...args)).clients.map(({ service }) => service)
    assert.deepEqual(await services(workspace, '../py/shop.py:Other'), ['other'])
    assert.deepEqual(await services(workspace, '../py', { services: ['shop'] }), ['shop'])
  })

  it('emits events of which the types are known', async () => {
    using workspace = workspaceWith({
      'shop.py': `${SHOP}
    send = EventDispatcher()
    def later(self, kind):
        self.send("order_seen", {"a": 1})
        self.send(kind, {})
`.replace('import rpc\n', 'import rpc\nfrom nameko.events import EventDispatcher\n'),
    })
    const { warnings } = await addTo(workspace, '../shop.py')
    assert.match(
      workspace.read(CLIENT),
      /export interface ShopEvents \{\n {2}order_seen: unknown\n\}/,
    )
    assert.match(
      warnings[0] ?? '',
      /shop\.py:13:9 - `self\.send\(kind, \{\}\)` emits an event whose type is not known/,
    )
  })
})

describe('Python that cannot be added is refused:', () => {
  for (const [what, text, expected] of [
    ['what is not Python', 'class Shop(:\n', /^\.\.\/shop\.py:1:12 is not Python: ":" is wrong$/],
    [
      'a file without services',
      'x = 1\n',
      /^\.\.\/shop\.py offers no services: none of its classes/,
    ],
    [
      'a name that is known at run time alone',
      SHOP.replace('"shop"', 'make()'),
      /^\.\.\/shop\.py:4:12: the name of Shop is not known before/,
    ],
    [
      'a name that can be none',
      SHOP.replace('"shop"', '"a b"'),
      /^\.\.\/shop\.py:4:12: "a b" cannot be the name/,
    ],
  ] as const) {
    it(what, async () => {
      using workspace = workspaceWith({ 'shop.py': text })
      assert.match(await refused(workspace, '../shop.py'), expected)
    })
  }

  it('a file that is not there', async () => {
    using workspace = workspaceWith({})
    assert.match(await refused(workspace, '../shop.py'), /^there is no \.\.\/shop\.py/)
  })
})
