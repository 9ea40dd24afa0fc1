import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { replace, worker } from 'mycelia/testing'
import { GreetingClient } from './generated/greeting.client.js'
import { {{className}} } from './{{name}}.service.js'

describe('{{className}}', () => {
  it('greets everybody, in the order of their names', async () => {
    const service = worker({{className}}, [
      replace(GreetingClient, { hello: async (name) => `Hi, ${name}` }),
    ])

    assert.deepEqual(await service.welcome(['ada', 'bob']), ['Hi, ada', 'Hi, bob'])
  })
})
