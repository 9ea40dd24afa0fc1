import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Type } from 'mycelia/contract'
import { problemsOfSubject, readSubject } from './read-source.js'

/** Reads the property `value` of an interface, written with these tags. */
function property(tags: string, type: string, declarations = ''): Type | undefined {
  const order = `interface Order {\n/** ${tags} */\nvalue: ${type} }\n${declarations}`
  const named = readSubject('  @rpc place(order: Order): void {}', order).types.Order
  return named?.type.kind === 'object' ? named.type.properties[0]?.type : undefined
}

function problemsOfProperty(tags: string, type: string): readonly string[] {
  const declarations = `interface Order {\n  /** ${tags} */\n  value: ${type}\n}`
  return problemsOfSubject('  @rpc place(order: Order): void {}', declarations)
}

describe('tags above a property', () => {
  it('demand more of strings', () => {
    assert.deepEqual(property('@minLength 2 @maxLength 8', 'string'), {
      kind: 'string',
      constraints: { minLength: 2, maxLength: 8 },
    })
    assert.deepEqual(property('@pattern ^\\d{2}$', 'string'), {
      kind: 'string',
      constraints: { pattern: '^\\d{2}$' },
    })
    assert.deepEqual(property('@format email', 'string'), {
      kind: 'string',
      constraints: { format: 'email' },
    })
  })

  it('demand more of numbers', () => {
    assert.deepEqual(property('@int @minimum -1 @exclusiveMaximum 1e3', 'number'), {
      kind: 'number',
      constraints: { integer: true, minimum: -1, exclusiveMaximum: 1000 },
    })
    assert.deepEqual(property('@multipleOf 0.01 @exclusiveMinimum 0 @maximum 5', 'number'), {
      kind: 'number',
      constraints: { multipleOf: 0.01, exclusiveMinimum: 0, maximum: 5 },
    })
  })

  it('demand more of arrays', () => {
    assert.deepEqual(property('@minItems 1 @maxItems 3 @uniqueItems', 'string[]'), {
      kind: 'array',
      items: { kind: 'string' },
      constraints: { minItems: 1, maxItems: 3, uniqueItems: true },
    })
  })

  it('go to those members of a union that they fit', () => {
    assert.deepEqual(property('@minLength 2 @minimum 7', 'string | number | null'), {
      kind: 'union',
      members: [
        { kind: 'string', constraints: { minLength: 2 } },
        { kind: 'number', constraints: { minimum: 7 } },
        { kind: 'null' },
      ],
    })
  })

  it('are kept by Partial and Pick, and left behind where a mapped type makes something else', () => {
    const flags = readSubject(
      '  @rpc place(flags: Flags): void {}',
      `interface Order {\n/** @minLength 2 */\nvalue: string }
       type Flags = { [Key in keyof Order]: boolean }`,
    )
    assert.deepEqual(flags.types.Flags?.type, {
      kind: 'object',
      properties: [{ name: 'value', type: { kind: 'boolean' } }],
    })
    const { methods } = readSubject(
      '  @rpc place(order: Partial<Order>): void {}',
      'interface Order {\n/** @minLength 2 */\nvalue: string }',
    )
    assert.deepEqual(methods[0]?.params[0]?.type, {
      kind: 'object',
      properties: [
        { name: 'value', type: { kind: 'string', constraints: { minLength: 2 } }, optional: true },
      ],
    })
  })
})

describe('tags elsewhere', () => {
  it('above a parameter', () => {
    const { methods } = readSubject('  @rpc place(/** @minimum 1 */ count: number): void {}')
    assert.deepEqual(methods[0]?.params[0]?.type, { kind: 'number', constraints: { minimum: 1 } })
  })

  it('above the parameter of a handler', () => {
    const { handlers } = readSubject(
      "  @on('orders', 'placed') placed(/** @minLength 1 */ id: string): void {}",
      "import { on } from 'mycelia'",
    )
    assert.deepEqual(handlers[0]?.payload, { kind: 'string', constraints: { minLength: 1 } })
  })

  it('above an alias, wherever that is written', () => {
    const { methods } = readSubject(
      '  @rpc place(one: Sku, many: Sku[], none: Sku | null, short?: Short): void {}',
      '/** @minLength 3 */ type Sku = string\n/** @maxLength 5 */ type Short = Sku',
    )
    const sku = { kind: 'string', constraints: { minLength: 3 } }
    assert.deepEqual(
      methods[0]?.params.map(({ type }) => type),
      [
        sku,
        { kind: 'array', items: sku },
        { kind: 'union', members: [sku, { kind: 'null' }] },
        { kind: 'string', constraints: { minLength: 3, maxLength: 5 } },
      ],
    )
  })

  it('above an alias that the contract knows by its name', () => {
    const { types } = readSubject(
      '  @rpc place(id: Id): void {}',
      "/** @pattern ^[a-z]+$ */ type Id = string & { readonly __brand: 'Id' }",
    )
    assert.deepEqual(types.Id?.type, { kind: 'string', constraints: { pattern: '^[a-z]+$' } })
  })
})

describe('tags that do not fit are refused', () => {
  const refusals: readonly (readonly [tags: string, type: string, problem: string])[] = [
    [
      '@minLength 2',
      'string[]',
      'Subject.place: @minLength is for strings, and this is none\n' +
        '  to say it of the items, declare an alias for their type, and write the tag above that',
    ],
    [
      '@minimum 2',
      'string',
      'Subject.place: @minimum is for numbers, and this is none\n' +
        '  take the tag away, or change the type',
    ],
    [
      '@maxItems',
      'string[]',
      'Subject.place: @maxItems needs a whole number, not less than 0\n  write it behind the tag',
    ],
    [
      '@multipleOf 0',
      'number',
      'Subject.place: @multipleOf needs a number above 0\n  write it behind the tag',
    ],
    [
      '@uniqueItems yes',
      'string[]',
      'Subject.place: @uniqueItems takes no value, and has `yes`\n  leave the value out',
    ],
    [
      '@pattern [a-z',
      'string',
      'Subject.place: @pattern is no regular expression: Unterminated character class\n' +
        '  it is read with the flag `u`',
    ],
    [
      '@format emal',
      'string',
      'Subject.place: @format names `emal`, which is no format that is checked\n' +
        '  write one of date, date-time, email, hostname, ipv4, ipv6, time, uri, uuid; ' +
        'for others there is @pattern',
    ],
    [
      '@minLength 5 @maxLength 3',
      'string',
      'Subject.place: @minLength 5 and @maxLength 3 leave no value\n  change one of them',
    ],
  ]
  for (const [tags, type, problem] of refusals) {
    it(`${tags} above ${type}`, () => {
      assert.deepEqual(problemsOfProperty(tags, type), [`9:7 - ${problem}`])
    })
  }

  it('where the compiler does not take the comment for that of the property', () => {
    const declarations = 'interface Order { /** @minLength 1 */ id: string }'
    assert.deepEqual(problemsOfSubject('  @rpc place(order: Order): void {}', declarations), [
      '8:39 - Subject.place: the tags in the comment before it are not seen as its own\n' +
        '  write the property on a line of its own, below the comment',
    ])
  })

  it('where the type has a name: there the tag belongs', () => {
    const problems = problemsOfSubject(
      '  @rpc place(/** @minLength 1 */ id: Id): void {}',
      "type Id = string & { readonly __brand: 'Id' }",
    )
    assert.deepEqual(problems, [
      '5:18 - Subject.place: @minLength is for strings, and this is none\n' +
        '  write the tag where `Id` is declared',
    ])
  })
})
