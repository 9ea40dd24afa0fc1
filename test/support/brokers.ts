import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { findRabbitmq } from './rabbitmq.js'

/** A broker that tests run on. */
export interface TestBroker {
  readonly name: string
  /** Makes a virtual host, for the caller alone. */
  open(): Promise<OpenBroker>
}

export interface OpenBroker extends AsyncDisposable {
  /** With the virtual host and a user who may do anything in it. */
  readonly uri: string
  /** Deletes the virtual host and whatever is left in it. */
  close(): Promise<void>
}

/** A broker that was looked for. */
export type FoundBroker =
  | { readonly broker: TestBroker; readonly version: string }
  | { readonly missing: string }

const found: Readonly<Record<string, FoundBroker>> = {
  RabbitMQ: await findRabbitmq(process.env.MYCELIA_RABBITMQ ?? 'amqp://guest:guest@127.0.0.1:5672'),
}

/** The brokers that answer; who imports this runs its tests on each. */
export const brokers: readonly TestBroker[] = Object.values(found).flatMap((one) =>
  'broker' in one ? [one.broker] : [],
)

// Told as a test of whoever imports this: a file whose tests all need a broker is not empty
// without one, and a run shows on which brokers it took place.
describe('the brokers to test on', () => {
  for (const [name, one] of Object.entries(found)) {
    const skip = 'missing' in one && !process.env.CI ? one.missing : false
    it(`include ${name}`, { skip }, (t) => {
      assert.ok('broker' in one, 'missing' in one ? one.missing : undefined)
      t.diagnostic(`broker: ${name} ${one.version}`)
    })
  }
})
