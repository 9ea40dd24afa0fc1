import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { explainArguments, formatProblems } from 'mycelia/codec'
import { drawShapeMethod, registerMethod } from '../golden/shapes/src/generated/shapes.codecs.js'

/** What the caller of a method is told of arguments that it does not take. */
async function refusal(codec: typeof drawShapeMethod | typeof registerMethod, args: unknown[]) {
  assert.equal(codec.acceptsArgs?.(args), false)
  const { args: schema } = await codec.schemas()
  return formatProblems(explainArguments(schema.safeDecode(args), codec.params))
}

const account = {
  mail: 'me@example.org',
  name: 'me',
  seats: 1,
  credit: 0,
  tags: { main: 'red', others: [] },
}

describe('a refused value', () => {
  it('is explained by the member of a union that its discriminant names', async () => {
    const problem = await refusal(drawShapeMethod, [
      { kind: 'circle', center: { x: 1, y: 'two' }, radius: 1 },
    ])
    assert.equal(problem, 'shape.center.y: Invalid input: expected number, received string')
  })

  it('is told which discriminants there are', async () => {
    const problem = await refusal(drawShapeMethod, [{ kind: 'cube' }])
    assert.match(problem, /^shape\.kind: Invalid input: expected one of "circle", /)
  })

  it('is told what constraints demand, and what came', async () => {
    const args = [{ ...account, name: 'a', seats: 1.5, mail: 'me' }, ['red', 'red']]
    assert.equal(
      await refusal(registerMethod, args),
      'account.mail: Invalid input: expected an email address; ' +
        'account.name: Invalid input: expected at least 2 characters, received 1; ' +
        'account.seats: Invalid input: expected an integer, received 1.5; ' +
        'tags: Invalid input: expected items of which no two are the same',
    )
  })

  it('has its place inside arrays', async () => {
    assert.equal(
      await refusal(registerMethod, [account, ['red', 'Blue']]),
      'tags[1]: Invalid input: expected a string that matches /^[a-z]{2,8}$/u',
    )
  })
})
