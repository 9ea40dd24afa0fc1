// How long a test cluster takes to start and to stop: a broker, three services and a caller.
import { testCluster } from 'mycelia/testing'
import { ordersServer } from '../../test/shop/src/generated/orders.server.js'
import { paymentsServer } from '../../test/shop/src/generated/payments.server.js'
import { shippingServer } from '../../test/shop/src/generated/shipping.server.js'
import { median } from '../support/median.js'

const ROUNDS = 20

const starts: number[] = []
const stops: number[] = []
for (let round = 0; round < ROUNDS; round++) {
  const begin = performance.now()
  const cluster = await testCluster([ordersServer, paymentsServer, shippingServer])
  const started = performance.now()
  await cluster.close()
  starts.push(started - begin)
  stops.push(performance.now() - started)
}
const show = (milliseconds: number) => `${milliseconds.toFixed(0)} ms`
process.stdout.write(
  `a test cluster of three services starts in ${show(median(starts))} (the first in ${show(starts[0]!)}), ` +
    `and stops in ${show(median(stops))}\n`,
)
