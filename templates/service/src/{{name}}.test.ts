import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { worker } from 'mycelia/testing'
import { {{className}} } from './{{name}}.service.js'

describe('{{className}}', () => {
  it('greets a person by name', () => {
    const service = worker({{className}})

    assert.equal(service.hello('ujun'), 'Hello, ujun!')
  })
})
