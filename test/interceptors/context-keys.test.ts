import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import {
  authToken,
  Context,
  contextKey,
  currentContext,
  incoming,
  inject,
  language,
  localKey,
  outgoing,
  rpc,
  service,
  userAgent,
  userId,
} from 'mycelia'
import { replace, testContext, worker } from 'mycelia/testing'
import * as z from 'zod'

const since = contextKey(
  'since',
  z.codec(z.iso.datetime(), z.date(), {
    decode: (text) => new Date(text),
    encode: (date) => date.toISOString(),
  }),
)
const limits = contextKey('limits', z.object({ rows: z.number() }))
const cart = localKey<{ readonly items: number }>('cart')

@service('shop_service')
class ShopService {
  private readonly context = inject(Context)
  private readonly language = inject(language)
  private readonly cart = inject(cart)

  @rpc
  show(): string {
    const rows = this.context.get(limits)?.rows ?? 0
    return `${this.cart?.items ?? 0} of ${rows} in ${this.language}`
  }
}

describe('a key of context data', () => {
  it('reads what its name holds, or undefined', () => {
    assert.equal(language.read({ language: 'fr' }), 'fr')
    assert.equal(language.read({}), undefined)
    assert.equal(language.read({ language: null }), undefined)
    assert.deepEqual(limits.read({ limits: { rows: 3 } }), { rows: 3 })
  })

  it('goes by the names that Nameko has for them', () => {
    const data = { auth_token: 't', language: 'fr', user_agent: 'curl', user_id: 7 }
    const all = [authToken, language, userAgent, userId] as const
    assert.deepEqual(
      all.map((key) => key.read(data)),
      ['t', 'fr', 'curl', 7],
    )
    assert.deepEqual(
      { ...authToken.of('t'), ...language.of('fr'), ...userAgent.of('curl'), ...userId.of(7) },
      data,
    )
  })

  it('refuses what its schema refuses, in both directions', () => {
    const refusal = (pattern: RegExp) => ({ code: 'InvalidContext', message: pattern })
    assert.throws(() => limits.read({ limits: { rows: 'all' } }), refusal(/: limits\.rows: /))
    assert.throws(() => limits.of({ rows: Number.NaN }), refusal(/: limits\.rows: /))
    assert.throws(() => language.read({ language: 7 }), refusal(/: language: expected a string/))
    assert.throws(
      () => userId.read({ user_id: true }),
      refusal(/user_id: expected a string or a n/),
    )
  })

  it('carries what a codec makes of it', () => {
    const data = since.of(new Date(0))
    assert.deepEqual(data, { since: '1970-01-01T00:00:00.000Z' })
    assert.deepEqual(since.read(data), new Date(0))
  })

  it('sees no name that only the prototype has', () => {
    assert.equal(contextKey('toString', z.unknown()).read({}), undefined)
  })

  for (const name of [
    '',
    'call_id_stack',
    '__proto__',
    'constructor',
    'nameko.tenant',
    'a b',
    'é',
  ]) {
    it(`cannot be called "${name}"`, () => {
      assert.throws(() => contextKey(name), {
        code: 'ServiceDefinitionError',
        message: /^contextKey\('.*'\) cannot travel under this name: take a letter/,
      })
    })
  }
})

describe('the context of a call', () => {
  it('keeps values by their keys, and gives data on', () => {
    const given = { language: 'fr' }
    const context = testContext({ data: given })
    context.set(limits, { rows: 3 })
    context.set(cart, { items: 2 })
    assert.deepEqual({ ...context.data }, { language: 'fr', limits: { rows: 3 } })
    assert.deepEqual(context.get(cart), { items: 2 })
    context.set(language, undefined)
    context.set(cart, undefined)
    assert.deepEqual({ ...context.data }, { limits: { rows: 3 } })
    assert.equal(context.get(cart), undefined)
    assert.deepEqual(given, { language: 'fr' })
  })

  it('can be made up for a test of a service', () => {
    const context = testContext({ data: limits.of({ rows: 3 }) })
    const replacements = [
      replace(Context, context),
      replace(language, 'fr'),
      replace(cart, { items: 2 }),
    ]
    assert.equal(worker(ShopService, replacements).show(), '2 of 3 in fr')
  })

  it('is nowhere to be found outside of calls', () => {
    assert.equal(currentContext(), undefined)
  })
})

describe('what is wrong in types', () => {
  it('does not compile', () => {
    const context = testContext()
    // @ts-expect-error: a language is a string
    assert.throws(() => context.set(language, 7))
    // @ts-expect-error: its items are a number
    context.set(cart, { items: 'two' })
    // @ts-expect-error: it has rows
    assert.throws(() => limits.of({ lines: 3 }))
    // @ts-expect-error: what is read is of the key's type, or not there
    const rows: number = context.get(limits)
    assert.equal(rows, undefined)
    // @ts-expect-error: it never travels
    assert.equal(cart.of, undefined)
    // @ts-expect-error: an incoming call has a context, not a caller
    incoming(async (call) => call.caller)
    // @ts-expect-error: what stays in the process does not go out
    outgoing(async (call) => call.set(cart, { items: 2 }))
    // @ts-expect-error: an interceptor is a function
    service('shop_service', { interceptors: ['retry'] }) satisfies unknown
  })
})
