// Runs what others have written for RabbitMQ, unmodified, on the embedded broker: the tests of amqplib
// and rabbitmq-client, and real Nameko. It fetches nothing: suites lie in the folder that
// MYCELIA_SUITES names (default: `suites` beside the repository), each under its own name with its
// packages installed. What is missing is said; it exits 0 when all that is there passes.
// MYCELIA_CONFORMANCE_URI runs them on another broker, for comparison.
import { join } from 'node:path'
import { startBroker } from '../../runtime/broker/index.js'
import { quiet } from '../support/quiet.js'
import { runSuite } from './run-suite.js'
import { findSuites } from './suites.js'

const folder = process.env.MYCELIA_SUITES ?? join(import.meta.dirname, '../../../suites')
const other = process.env.MYCELIA_CONFORMANCE_URI

const { found, missing } = findSuites(folder)
let failed = false
for (const suite of found) {
  // A broker for each, so that none meets what another has left behind.
  await using broker = other === undefined ? await startBroker({ log: quiet }) : undefined
  const { passed, total, failures } = await runSuite(suite, other ?? broker!.uri)
  console.log(`${suite.name}: ${passed}/${total}`)
  for (const name of failures) {
    const reason = suite.exceptions[name]
    console.log(reason === undefined ? `  not ok: ${name}` : `  by design: ${name} ${reason}`)
    if (reason === undefined) failed = true
  }
}
for (const { name, wanted } of missing) console.log(`${name}: missing, needs ${wanted}`)
process.exitCode = failed ? 1 : 0
