import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { worker } from 'mycelia/testing'
import { GreetingService } from './greeting.service.js'

describe('GreetingService', () => {
  it('greets a person by name', () => {
    const service = worker(GreetingService)

    assert.equal(service.hello('ujun'), 'Hello, ujun!')
  })
})
