import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { maskSecrets } from 'mycelia/config'

describe('maskSecrets', () => {
  const cases: readonly (readonly [unknown, unknown])[] = [
    ['pyamqp://guest:hunter2@localhost', 'pyamqp://guest:**@localhost'],
    ['amqp://a:hunter2@h;amqps://b:hunter2@h/v', 'amqp://a:**@h;amqps://b:**@h/v'],
    ['see postgres://me:hunter2@db/x, please', 'see postgres://me:**@db/x, please'],
    ['amqp://me:hunt/er@2@h', 'amqp://me:**@h'],
    ['amqp://:hunter2@h', 'amqp://:**@h'],
    ['git+ssh://me:hunter2@h', 'git+ssh://me:**@h'],
    ['http://localhost:8000/path', 'http://localhost:8000/path'],
    ['ujun@example.com', 'ujun@example.com'],
    [{ password: 'hunter2' }, { password: '**' }],
    [
      { DB_PASSWORD: 'hunter2', dbPassword: 5 },
      { DB_PASSWORD: '**', dbPassword: '**' },
    ],
    [
      { api_key: 'h', apiKey: 'h', 'private-key': 'h' },
      { api_key: '**', apiKey: '**', 'private-key': '**' },
    ],
    [
      { credentials: { user: 'me', keys: ['a', 'b'] } },
      { credentials: { user: '**', keys: ['**', '**'] } },
    ],
    [
      { password: null, token: false },
      { password: null, token: false },
    ],
    [
      { keyfile: '/etc/key.pem', compass: 'north', monkey: 1 },
      { keyfile: '/etc/key.pem', compass: 'north', monkey: 1 },
    ],
    [{ list: [{ url: 'amqp://a:hunter2@h' }] }, { list: [{ url: 'amqp://a:**@h' }] }],
    [
      [1, true, null, 2n],
      [1, true, null, 2n],
    ],
  ]
  for (const [document, masked] of cases) {
    const name = JSON.stringify(document, (_, value) =>
      typeof value === 'bigint' ? `${value}n` : value,
    )
    it(`shows ${name} without its secrets`, () => {
      assert.deepEqual(maskSecrets(document), masked)
    })
  }

  it('leaves the document as it was', () => {
    const document = { nested: { password: 'hunter2' } }
    maskSecrets(document)
    assert.equal(document.nested.password, 'hunter2')
  })
})
