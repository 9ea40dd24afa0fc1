import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { problemsOf } from '../read/read-source.js'

/** The problems of services with these members, the first of which stands in line 6 of each. */
function problemsWith(services: readonly string[]): readonly (readonly string[])[] {
  const files = services.map((members, index) => [
    `src/s${index}.service.ts`,
    `import { http, rpc, service, ServiceError } from 'mycelia'

export interface Item { readonly sku: string }
@service('subject_${index}')
export class Subject {
${members}
}
class Odd extends ServiceError {
  constructor(readonly status: string) { super() }
}
`,
  ])
  const found = problemsOf(Object.fromEntries(files))
  return files.map(([path]) =>
    found
      .filter((problem) => problem.startsWith(`${path}:`))
      .map((problem) => problem.slice(path!.length + 1)),
  )
}

/** What is wrong, and where: the member, and the problem as it is told. */
const REFUSED: readonly (readonly [member: string, problem: string])[] = [
  [
    "@http('GET', '/a/:id') m(): string { return '' }",
    '6:14 - Subject.m: the path names `:id`, and the method has no parameter of this name\n' +
      '  write a parameter `id: string`, or take `:id` out of the path',
  ],
  [
    "@http('GET', '/a') m(item: Item): string { return item.sku }",
    '6:22 - Subject.m: `item` is an object, and a GET request has no body to hold it\n' +
      '  write its fields as parameters of their own, or answer POST, PUT or PATCH',
  ],
  [
    "@http('POST', '/a') m(a: Item, b: Item[]): string { return '' }",
    '6:32 - Subject.m: `a` and `b` are both objects, and a request has one body\n' +
      '  write one parameter that holds both: `body: { a: ..., b: ... }`',
  ],
  [
    "@http('POST', '/a') m(...items: Item[]): string { return '' }",
    '6:26 - Subject.m: `...items` takes any number of objects, and a request has one body\n' +
      '  write one parameter with an array: `items: Item[]`',
  ],
  [
    "@http('GET', '/a/:ids') m(ids: string[]): string { return '' }",
    '6:27 - Subject.m: `ids` stands in the path, and its type is more than one word of text\n' +
      '  write a string, a number, a boolean, a Date, or a union of literals',
  ],
  [
    "@http('GET', '/a') m(id: string | number): string { return '' }",
    '6:22 - Subject.m: `id` can be text or a number, which look alike in a query\n' +
      '  write `string`, and tell them apart in the method',
  ],
  [
    "@http('get', '/a') m(): string { return '' }",
    "6:7 - Subject.m: the method of @http cannot be 'get'\n  write 'GET'",
  ],
  [
    "@http('GET,POST', '/a') m(): string { return '' }",
    "6:7 - Subject.m: the method of @http cannot be 'GET,POST'\n" +
      '  write one of GET, POST, PUT, PATCH, DELETE; for several, one @http each',
  ],
  [
    "@http('GET', '/a/<int:id>') m(id: number): string { return '' }",
    "6:14 - Subject.m: the path of @http is '/a/<int:id>', in the form of Python's werkzeug\n" +
      "  write '/a/:id'",
  ],
  [
    "@http('GET', 'a') m(): string { return '' }",
    "6:14 - Subject.m: the path of @http is 'a', without a slash at the start\n  write '/a'",
  ],
  [
    "@http('GET', '/a/*') m(): string { return '' }",
    "6:14 - Subject.m: the path of @http has the segment '*', which is neither text nor a parameter\n" +
      "  write `:name` for a parameter, which is a segment of its own, as in '/orders/:id'",
  ],
  [
    "@http('GET', '/a//b') m(): string { return '' }",
    "6:14 - Subject.m: the path of @http is '/a//b', with nothing between two slashes\n" +
      '  take one slash away',
  ],
  [
    "@http('GET', '/:a/:a') m(a: string): string { return a }",
    '6:14 - Subject.m: the path of @http names `:a` twice\n  give each its own name',
  ],
  [
    "@http('GET', process.argv[0]!) m(): string { return '' }",
    '6:14 - Subject.m: the path of @http is not known before the program runs\n' +
      "  write a literal: '/orders/:id'",
  ],
  [
    "@http('GET', '/a', { status: 404 }) m(): string { return '' }",
    '6:30 - Subject.m: the option `status` of @http cannot be 404\n' +
      '  write a literal from 200 to 399: `status: 201`',
  ],
  [
    "@http('GET', '/a') m(): string { throw new Odd('a') }",
    '6:1 - Subject.m: Odd, which it can end in, has a field `status`, and all problem details have that\n' +
      '  call the field of Odd something else, or leave the class out of `@http(..., { errors: [...] })`',
  ],
  [
    "@http('GET', '/a', { errors: [Error] }) m(): string { return '' }",
    '6:31 - Subject.m: `Error` is no class of errors that a service can declare\n' +
      '  write a list of classes that extend ServiceError: `errors: [OutOfStock]`',
  ],
  [
    "@http('GET', '/a', { errors: [...process.argv] as never }) m(): string { return '' }",
    '6:31 - Subject.m: `...process.argv` is no class of errors that a service can declare\n' +
      '  write a list of classes that extend ServiceError: `errors: [OutOfStock]`',
  ],
  [
    "@http('GET', '/:a') m(a: string): string { return a }\n@http('GET', '/:b') n(b: string): string { return b }",
    '7:1 - Subject.n: `n` answers GET /:b, and so does `m` with /:a\n' +
      '  give one of them another path or another method',
  ],
]

describe('@http', () => {
  // Read at once: the compiler takes its time to start.
  const found = problemsWith(REFUSED.map(([member]) => member))

  for (const [index, [member, problem]] of REFUSED.entries()) {
    it(`refuses ${member
      .split('\n')
      .at(-1)!
      .replace(/ \{ return.*/, '')}`, () => {
      assert.deepEqual(found[index], [problem])
    })
  }

  it('takes whatever a request can hold', () => {
    const members = [
      "@http('GET', '/') root(): void {}",
      "@http('GET', '/a/b.c~d/:x/') slash(x: 'y' | 7 | null): void {}",
      "@http('PATCH', '/a/:id') @rpc patch(id: number, item?: Item, ...flags: boolean[]): void {}",
      "@http('POST', '/b') tuple(pair: [number, Item]): void {}",
      "@http('GET', '/c') dates(at: readonly Date[]): void {}",
    ]
    assert.deepEqual(problemsWith([members.join('\n')]), [[]])
  })
})
