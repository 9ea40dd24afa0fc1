// The embedded broker beside RabbitMQ: the same operations on both, everything that can be seen
// compared after each. Random sequences have a seed that a failure prints.
//   DIFFERENTIAL_RUNS=500     more sequences (default 25, and no more than 8 seconds of them)
//   DIFFERENTIAL_SEED=123     the same sequences again
//   DIFFERENTIAL_URI=amqp://  another broker in the place of the embedded one
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { type Broker, startBroker } from '../../runtime/broker/index.js'
import { quiet } from '../support/quiet.js'
import { type OpenBroker, openRabbitmq, rabbitmqVersion } from '../support/rabbitmq.js'
import { sequences } from './differential/generate.js'
import { Divergence, runInLockstep } from './differential/lockstep.js'
import { reduce } from './differential/reduce.js'
import { scenarios } from './differential/scenarios/index.js'
import { Side } from './differential/side.js'
import { targetOf } from './differential/targets.js'

const runs = process.env.DIFFERENTIAL_RUNS
const seed = Number(process.env.DIFFERENTIAL_SEED ?? Math.floor(Math.random() * 2 ** 31))
const other = process.env.DIFFERENTIAL_URI

/** Milliseconds that random sequences may take where nobody asks for a number of them. */
const LIMIT = 8_000

/** Why there is nothing to compare with, or false. */
const skip = rabbitmqVersion === undefined && !process.env.CI ? 'no RabbitMQ answers' : false

describe(`the embedded broker beside RabbitMQ ${rabbitmqVersion ?? ''}`, { skip }, () => {
  let rabbitmq: OpenBroker
  let embedded: Broker | undefined
  let sides: readonly [Side, Side]

  before(async () => {
    rabbitmq = await openRabbitmq()
    const target = targetOf(rabbitmq.uri)
    // Error texts show the virtual host: both have one of the same name.
    embedded =
      other === undefined ? await startBroker({ vhosts: [target.vhost], log: quiet }) : undefined
    const uri = embedded?.uriFor(target.vhost) ?? other!
    sides = [new Side('rabbitmq', target), new Side('embedded', targetOf(uri))]
  })

  after(async () => {
    await embedded?.close()
    await rabbitmq?.close()
  })

  for (const { name, operations } of scenarios) {
    it(`both ${name}`, () => runInLockstep(operations, sides))
  }

  it(`both do the same whatever comes (seed ${seed})`, { timeout: Infinity }, async () => {
    const property = fc.asyncProperty(sequences, (operations) => runInLockstep(operations, sides))
    const { failed, numRuns, errorInstance } = await fc.check(property, {
      seed,
      numRuns: Number(runs ?? 25),
      ...(runs === undefined && { interruptAfterTimeLimit: LIMIT }),
      // What matters is which operations there are, and fast-check tries much beside that.
      endOnFailure: true,
    })
    if (!failed) return
    if (!(errorInstance instanceof Divergence)) throw errorInstance
    const { message } = await reduce(errorInstance, sides)
    throw new Error(`sequence ${numRuns} of DIFFERENTIAL_SEED=${seed}\n${message}`)
  })
})
