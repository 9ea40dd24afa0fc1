import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { hasRabbitmqServer, PrivateRabbitmq } from '../support/private-rabbitmq.js'
import { killBroker, killReplicas, rollReplicas, type Toll } from './campaigns.js'

const skip =
  hasRabbitmqServer || process.env.CI !== undefined ? false : 'no rabbitmq-server in the path'

const nothing = { never: 0, twice: 0, lost: 0 }

const costs = ({ never, twice, lost }: Toll) => ({ never, twice, lost })

// A part of `npm run chaos`, which does the same more often.
describe('four replicas under load on a RabbitMQ of their own', { skip }, () => {
  let rabbitmq: PrivateRabbitmq

  before(async () => {
    rabbitmq = await PrivateRabbitmq.start()
  })
  after(() => rabbitmq[Symbol.asyncDispose]())

  it('answer every call, and run it once, while they are restarted in turn', async () => {
    const toll = await rollReplicas(rabbitmq, 1)
    assert.deepEqual(costs(toll), nothing)
    assert.deepEqual(toll.outcomes, { answered: toll.calls })
    assert.equal(toll.repeated, 0)
  })

  it('answer every call while they are killed in turn', async () => {
    const toll = await killReplicas(rabbitmq, 8)
    assert.deepEqual(costs(toll), nothing)
    assert.deepEqual(toll.outcomes, { answered: toll.calls })
  })

  it('lose no event while RabbitMQ is killed, and settle every call', async () => {
    const toll = await killBroker(rabbitmq, 1)
    assert.deepEqual(costs(toll), nothing)
  })
})
