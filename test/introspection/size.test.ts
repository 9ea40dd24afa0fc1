import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Instance } from 'mycelia'
import { encodeInstance } from '../../runtime/discovery/encode-instance.js'

const instance: Instance = {
  id: 'i',
  host: 'h',
  pid: 1,
  started: '2026-01-01T00:00:00.000Z',
  versions: { mycelia: '0.1.0', node: '20.19.0' },
  services: Array.from({ length: 10 }, (_, service) => ({
    name: `service_${service}`,
    contract: '0123456789abcdef',
    methods: Array.from({ length: 10 }, (_, method) => ({
      name: `method_${method}`,
      signature: `method_${method}(name: string): string`,
      doc: 'x'.repeat(100),
    })),
    events: [{ type: 'done', payload: 'string', doc: 'x'.repeat(100) }],
    routes: [
      { verb: 'GET', path: '/', method: 'get', signature: 'get(): string', doc: 'x'.repeat(100) },
    ],
    timers: [{ method: 'poll', when: '5s' }],
  })),
}

function encode(limit: number): Instance | undefined {
  const body = encodeInstance(instance, limit)
  assert.ok(body === undefined || body.length <= limit)
  return body === undefined ? undefined : JSON.parse(body.toString())
}

describe('an answer that would be too large', () => {
  it('is whole as long as it fits', () => {
    assert.deepEqual(encode(100_000), instance)
  })

  it('loses its docs first, then signatures, then methods, and says so', () => {
    const first = (limit: number) => encode(limit)!.services[0]!.methods[0]
    assert.deepEqual(first(10_000), {
      name: 'method_0',
      signature: 'method_0(name: string): string',
    })
    const { events, routes, timers } = encode(10_000)!.services[0]!
    assert.deepEqual(events, [{ type: 'done', payload: 'string' }])
    assert.deepEqual(timers, [{ method: 'poll', when: '5s' }])
    assert.equal(routes?.[0]?.doc, undefined)
    assert.deepEqual(first(5_000), { name: 'method_0' })
    assert.equal(encode(5_000)!.services[0]!.events, undefined)
    assert.equal(first(2_000), undefined)
    assert.equal(encode(2_000)!.services.length, 10)
    assert.equal(encode(10_000)!.shortened, true)
  })

  it('is none when not even the names fit', () => {
    assert.equal(encode(100), undefined)
  })
})
