import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { Validator } from '@seriousme/openapi-schema-validator'
import Ajv2020 from 'ajv/dist/2020.js'
import type { Contract, Type } from 'mycelia/contract'
import { jsonSchema } from '../../generator/json-schema/index.js'
import { openApiDocument } from '../../generator/openapi/index.js'
import { readContracts } from '../../generator/read-contracts.js'
import { runCommand } from '../support/command.js'
import { makeProject } from '../support/project.js'
import { openShop } from './shop.js'

const SHOP = fileURLToPath(new URL('../golden/http', import.meta.url))
const POLL = `import { http, service } from 'mycelia'
@service('poll_service')
export class PollService {
  @http('GET', '/poll')
  poll(): string {
    return 'yes'
  }
}
`
const INFO = { title: 'shop', version: '1.0.0' }

describe('an OpenAPI document', () => {
  const contracts = readContracts(SHOP)
  const shop = contracts.find(({ service }) => service === 'shop_service')!
  const document = openApiDocument(contracts, INFO) as any

  it('is a valid one', async () => {
    const { valid, errors } = await new Validator().validate(structuredClone(document))
    assert.deepEqual(errors, undefined)
    assert.equal(valid, true)
  })

  it('tells of each route where its parameters stand, what they are, and what they mean', () => {
    const { get } = document.paths['/greet/{name}']
    assert.equal(get.summary, 'Greets a person by name.')
    assert.match(get.description, /In many ways\./)
    assert.deepEqual(get.parameters, [
      {
        name: 'name',
        in: 'path',
        description: 'Whom to greet.',
        required: true,
        schema: { type: 'string' },
      },
      { name: 'greeting', in: 'query', schema: { type: 'string' } },
    ])
    assert.deepEqual(document.paths['/items'].get.parameters[0].schema, {
      type: 'array',
      items: { type: 'string' },
    })
  })

  it('tells what a body must be, what is answered, and how errors look', () => {
    const { post } = document.paths['/orders']
    assert.deepEqual(post.requestBody, {
      required: true,
      content: {
        'application/json': {
          schema: { type: 'array', items: { $ref: '#/components/schemas/Item' } },
        },
      },
    })
    assert.deepEqual(Object.keys(post.responses), ['201', '400', '413', '415', 'default'])
    assert.deepEqual(post.responses[201].content, {
      'application/json': { schema: { $ref: '#/components/schemas/Receipt' } },
    })
    assert.deepEqual(document.paths['/items/{sku}'].delete.responses[204], {
      description: 'It is done.',
    })
  })

  it('tells of the errors that a route declares, by status, with their data', () => {
    const answer = (description: string, schema: object) => ({
      description,
      content: { 'application/problem+json': { schema } },
    })
    const { responses } = document.paths['/items/{sku}'].delete
    assert.deepEqual(Object.keys(responses), ['204', '400', '409', '422', 'default'])
    assert.deepEqual(
      responses[409],
      answer('OutOfStock: Less is there than was asked for.', {
        $ref: '#/components/schemas/shop.OutOfStock',
      }),
    )
    assert.deepEqual(document.components.schemas['shop.OutOfStock'], {
      description: 'Less is there than was asked for.',
      allOf: [
        { $ref: '#/components/schemas/ProblemDetails' },
        {
          type: 'object',
          properties: {
            status: { const: 409 },
            code: { const: 'shop.OutOfStock' },
            sku: { type: 'string' },
            left: { type: 'number' },
            due: { type: 'string', format: 'date-time' },
          },
          required: ['code', 'sku', 'left'],
        },
      ],
    })
  })

  it('tells errors of one status apart by their codes, or leaves open whether it is one of them', () => {
    const withStatus = (status: number): Contract => ({
      ...shop,
      errors: shop.errors.map((error) => ({ ...error, status })),
    })
    const schemaFor = (status: number) => {
      const { paths } = openApiDocument([withStatus(status)], INFO) as any
      const { responses } = paths['/items/{id}'].delete
      return responses[status].content['application/problem+json'].schema
    }
    const refs = ['shop.OutOfStock', 'shop.Unwell'].map((code) => `#/components/schemas/${code}`)
    const all = refs.map(($ref) => ({ $ref }))
    assert.deepEqual(schemaFor(409), {
      oneOf: all,
      discriminator: {
        propertyName: 'code',
        mapping: { 'shop.OutOfStock': refs[0], 'shop.Unwell': refs[1] },
      },
    })
    assert.deepEqual(schemaFor(400), {
      anyOf: [...all, { $ref: '#/components/schemas/ProblemDetails' }],
    })
  })

  it('describes what is answered', async () => {
    await using served = await openShop()
    const { body } = await served.ask('/items/0', { method: 'DELETE' })
    const ajv = new Ajv2020.default({ strict: false, validateFormats: false })
    const validate = ajv
      .addSchema(document, 'all')
      .getSchema('all#/components/schemas/shop.OutOfStock')!
    assert.ok(validate(body), JSON.stringify(validate.errors))
    assert.ok(!validate({ ...(body as object), left: undefined }))
  })

  it('has the named types as components, with their docs', () => {
    assert.deepEqual(document.components.schemas.Receipt, {
      type: 'object',
      properties: {
        order: { type: 'number' },
        total: { type: 'number' },
        due: { anyOf: [{ type: 'string', format: 'date-time' }, { type: 'null' }] },
      },
      required: ['order', 'total', 'due'],
      description: 'What became of an order.',
    })
  })

  it('keeps types apart that have one name in two services, and joins those that are the same', () => {
    const other: Contract = {
      ...shop,
      service: 'other_service',
      className: 'Other',
      types: {
        ...shop.types,
        Size: { ...shop.types.Size!, type: { kind: 'literal', value: 'tiny' } },
      },
      http: [{ ...shop.http![0]!, path: '/other' }],
    }
    const { components } = openApiDocument([shop, other], INFO) as any
    assert.deepEqual(Object.keys(components.schemas), [
      'Colour',
      'Item',
      'Other.Size',
      'ProblemDetails',
      'Receipt',
      'ShopService.Size',
      'shop.OutOfStock',
      'shop.Unwell',
    ])
  })

  it('gives one path one name for a parameter, whatever its methods call it', () => {
    const { get, put } = document.paths['/items/{sku}']
    assert.deepEqual([get.parameters[0].name, put.parameters[0].name], ['sku', 'sku'])
    assert.equal(document.paths['/items/{id}'], undefined)
  })

  it('is refused where two services answer the same requests', () => {
    const twin: Contract = { ...shop, service: 'twin_service', http: [shop.http![0]!] }
    assert.throws(() => openApiDocument([shop, twin], INFO), {
      message:
        'GET /greet/:name of twin_service and of shop_service are the same: give one of them another path',
    })
  })

  it('is printed by a command, the same each time, or written to a file', async () => {
    using project = makeProject({ 'src/poll.service.ts': POLL })
    const { code, stdout } = await runCommand('mycelia', ['openapi'], { cwd: project.folder })
    assert.equal(code, 0)
    assert.equal(JSON.parse(stdout).info.title, 'test-project')
    const written = await runCommand('mycelia', ['openapi', '--out', 'openapi.json'], {
      cwd: project.folder,
    })
    assert.deepEqual(written, { code: 0, stdout: '', stderr: '' })
    assert.equal(project.read('openapi.json'), stdout)
  })
})

describe('the JSON schema of a type', () => {
  const text: Type = { kind: 'string' }
  const cases: readonly (readonly [string, Type, accepted: unknown[], refused: unknown[]])[] = [
    ['a literal', { kind: 'literal', value: 5 }, [5], [6, '5']],
    [
      'literals',
      {
        kind: 'union',
        members: [
          { kind: 'literal', value: 'a' },
          { kind: 'literal', value: 1 },
        ],
      },
      ['a', 1],
      ['b', null],
    ],
    ['never', { kind: 'never' }, [], [null, 1]],
    ['a Date', { kind: 'builtin', name: 'Date' }, ['2026-01-31T09:30:00Z'], [5]],
    [
      'a tuple with a rest',
      {
        kind: 'tuple',
        elements: [
          { type: text },
          { type: { kind: 'number' }, optional: true },
          { type: text, rest: true },
        ],
      },
      [['a'], ['a', 1], ['a', 1, 'b', 'c']],
      [[], [1], ['a', 1, 2]],
    ],
    [
      'a constrained number',
      { kind: 'number', constraints: { integer: true, minimum: 1 } },
      [1],
      [0, 1.5],
    ],
    ['a bigint', { kind: 'builtin', name: 'bigint' }, ['-12'], [12, '1.5']],
    ['a typed array', { kind: 'builtin', name: 'Float32Array' }, [[1, 2]], [['1'], 'AAA=']],
    ['a set', { kind: 'set', items: text }, [['a']], [[1], { a: 1 }]],
    [
      'a map with text as keys',
      { kind: 'map', key: text, value: { kind: 'number' } },
      [{ a: 1 }],
      [{ a: 'b' }, [['a', 1]]],
    ],
    [
      'another map',
      { kind: 'map', key: { kind: 'number' }, value: text },
      [[[1, 'a']]],
      [{ a: 1 }, [[1]], [['a', 'b']]],
    ],
    [
      'a template',
      { kind: 'template', texts: ['order-', '.', ''], holes: ['number', 'string'] },
      ['order-7.x'],
      ['order-7', 'an order-7.x', 7],
    ],
    ['a tuple', { kind: 'tuple', elements: [{ type: text }] }, [['a']], [['a', 'b'], []]],
    [
      'an object with other properties',
      {
        kind: 'object',
        properties: [
          { name: '__proto__', type: text },
          { name: 'b', type: { kind: 'union', members: [text, { kind: 'undefined' }] } },
        ],
        index: text,
      },
      [JSON.parse('{"__proto__": "a"}'), JSON.parse('{"__proto__": "a", "c": "d"}')],
      [{}, JSON.parse('{"__proto__": 1}'), JSON.parse('{"__proto__": "a", "c": 1}')],
    ],
    [
      'a record',
      { kind: 'record', key: { kind: 'literal', value: 'a' }, value: { kind: 'number' } },
      [{}, { a: 1 }],
      [{ b: 1 }, { a: '' }],
    ],
    ['anything', { kind: 'unknown' }, [1, null, {}], []],
  ]
  for (const [name, type, accepted, refused] of cases) {
    it(`takes what ${name} takes`, () => {
      const schema = jsonSchema(type, (named) => `#/$defs/${named}`)
      const validate = new Ajv2020.default({
        strict: false,
        validateFormats: false,
        ownProperties: true,
      }).compile(schema)
      for (const value of accepted) assert.equal(validate(value), true, JSON.stringify(value))
      for (const value of refused) assert.equal(validate(value), false, JSON.stringify(value))
    })
  }
})
