import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { openShop, type Shop } from './shop.js'

describe('a request', () => {
  let shop: Shop

  before(async () => {
    shop = await openShop({ httpBodyLimit: 2_000, httpContext: { auth_token: 'Authorization' } })
  })
  after(() => shop[Symbol.asyncDispose]())

  const post = (body: string, headers: Record<string, string> = JSON_TYPE, method = 'POST') => ({
    method,
    body,
    headers,
  })

  it('is answered with the result of the method as JSON', async () => {
    const { status, body, headers } = await shop.ask('/greet/ujun')
    assert.deepEqual([status, body], [200, 'Hello, ujun!'])
    assert.equal(headers.get('content-type'), 'application/json')
  })

  it('gives what stands in its path to the parameter of that name', async () => {
    assert.equal(
      (await shop.ask('/greet/J%C3%BCrgen%2F%2520%2E?greeting=Hi')).body,
      'Hi, Jürgen/%20.!',
    )
    assert.deepEqual((await shop.ask('/items/7')).body, {
      sku: 'sku-7',
      quantity: 7,
      due: '1970-01-01T00:00:00.000Z',
    })
    assert.equal((await shop.ask('/things/8')).status, 200)
  })

  it('prefers a path that is written out to a parameter', async () => {
    assert.deepEqual((await shop.ask('/items/best')).body, { sku: 'best', quantity: 1 })
  })

  it('gives its query to the other parameters, by their types', async () => {
    const query =
      'tags=a&tags=b&limit=5&size=7&colour=2&since=2026-01-31&verbose=true&utm_source=elsewhere'
    assert.deepEqual((await shop.ask(`/items?${query}`)).body, {
      tags: ['a', 'b'],
      limit: 5,
      size: 7,
      colour: 2,
      since: '2026-01-31T00:00:00.000Z',
      verbose: true,
    })
  })

  it('leaves what it does not say to the defaults of the method', async () => {
    assert.deepEqual((await shop.ask('/items?size=small')).body, {
      tags: [],
      limit: 10,
      size: 'small',
    })
  })

  it('gives its body to the parameter that is an object, and is answered with another status', async () => {
    const items = [{ sku: 'a', quantity: 2, due: '2026-01-31T09:30:00Z' }]
    const answer = await shop.ask('/orders?urgent=true', post(JSON.stringify(items)))
    assert.equal(answer.status, 201)
    assert.deepEqual(answer.body, { order: 1, total: 2, due: '2026-01-31T09:30:00.000Z' })
  })

  it('is answered with 204 by a method that returns nothing', async () => {
    const { status, body } = await shop.ask('/items/5', { method: 'DELETE' })
    assert.deepEqual([status, body], [204, ''])
  })

  it('reaches the method itself where that takes a Request, whose Response is sent as it is', async () => {
    const answer = await shop.ask('/echo', post('loud', { 'content-type': 'text/plain' }))
    assert.deepEqual([answer.status, answer.body], [202, 'LOUD'])
    assert.equal(answer.headers.get('content-type'), 'text/plain')
  })

  it('begins a stack of calls, with the context data that its headers are configured for', async () => {
    const headers = { authorization: 'Bearer abc', 'nameko.user_id': '1', 'accept-language': 'de' }
    assert.deepEqual((await shop.ask('/context', { headers })).body, {
      data: { auth_token: 'abc' },
      calls: 1,
      call: ['shop_service', 'tell'],
    })
  })

  it('gets the headers of GET when it is HEAD', async () => {
    const { status, body, headers } = await shop.ask('/greet/ujun', { method: 'HEAD' })
    assert.deepEqual([status, body], [200, ''])
    assert.equal(headers.get('content-type'), 'application/json')
  })

  it('is told what a path answers when it is OPTIONS', async () => {
    const { status, headers } = await shop.ask('/items/1', { method: 'OPTIONS' })
    assert.deepEqual([status, headers.get('allow')], [204, 'GET, HEAD, DELETE, OPTIONS'])
  })

  it('is refused with 405 by a path that does not answer its method', async () => {
    const { status, headers, body } = await shop.ask('/orders', { method: 'PATCH' })
    assert.deepEqual([status, headers.get('allow')], [405, 'POST, OPTIONS'])
    assert.equal(headers.get('content-type'), 'application/problem+json')
    assert.deepEqual(body, {
      title: 'Method Not Allowed',
      status: 405,
      detail: 'PATCH is not answered here',
    })
  })

  it('is refused with 404 where there is nothing', async () => {
    for (const path of [
      '/',
      '/nowhere',
      '/greet',
      '/greet/',
      '/greet/a/b',
      '/greet/a/',
      '//items',
    ]) {
      assert.equal((await shop.ask(path)).status, 404, path)
    }
  })

  it('is refused with 400 that names each parameter that is wrong', async () => {
    const { status, body } = await shop.ask('/items?limit=many&size=huge&verbose=1')
    assert.equal(status, 400)
    const { code, errors } = body as { code: string; errors: readonly { path: string }[] }
    assert.equal(code, 'InvalidArguments')
    assert.deepEqual(
      errors.map(({ path }) => path),
      ['limit', 'size', 'verbose'],
    )
    const items = [{ sku: 'a', quantity: 'two' }]
    const wrongBody = await shop.ask('/orders', post(JSON.stringify(items)))
    assert.deepEqual((wrongBody.body as { errors: object }).errors, [
      { path: 'items[0].quantity', message: 'Invalid input: expected number, received string' },
    ])
    assert.equal((await shop.ask('/items/0x1')).status, 400)
    assert.equal((await shop.ask('/items?limit=1&limit=2')).status, 400)
  })

  it('is refused with 400 when its body is not JSON, with the place', async () => {
    const { status, body } = await shop.ask('/orders', post('[{"sku": }]'))
    assert.equal(status, 400)
    assert.match(
      (body as { detail: string }).detail,
      /^the body is refused: it ceases to be JSON at position 9$/,
    )
    const missing = await shop.ask('/orders', { method: 'POST' })
    assert.equal(missing.status, 400)
    assert.deepEqual((missing.body as { errors: object }).errors, [
      { path: 'items', message: 'missing: it is the body' },
    ])
  })

  it('is refused with 415 when its body is of another type, however JSON is spelled', async () => {
    for (const type of ['text/plain', 'application/jsonp', 'application/x-www-form-urlencoded']) {
      assert.equal((await shop.ask('/orders', post('[]', { 'content-type': type }))).status, 415)
    }
    for (const type of ['application/json; charset=utf-8', 'application/vnd.shop+json']) {
      assert.equal((await shop.ask('/orders', post('[]', { 'content-type': type }))).status, 201)
    }
  })

  it('is refused with 413 when its body is too large, whether it says so or not', async () => {
    const large = JSON.stringify(' '.repeat(2_000))
    assert.equal((await shop.ask('/orders', post(large))).status, 413)
    for (const path of ['/orders', '/echo']) {
      const body = new Blob([large]).stream()
      const init = { method: 'POST', headers: JSON_TYPE, body, duplex: 'half' }
      assert.equal((await shop.ask(path, init as RequestInit)).status, 413, path)
    }
  })
})

const JSON_TYPE = { 'content-type': 'application/json' }
