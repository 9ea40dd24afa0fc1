// Runs what others have written for RabbitMQ, unmodified, on the embedded broker: the tests of amqplib
// and rabbitmq-client, and real Nameko. It fetches nothing: suites lie in the folder that
// MYCELIA_SUITES names (default: `suites` beside the repository), each under its own name with its
// packages installed. What is missing is said; it exits 0 when all that is there passes.
// MYCELIA_CONFORMANCE_URI runs them on another broker, for comparison.
import { join } from 'node:path'
import { startBroker } from '../../runtime/broker/index.js'
import { quiet } from '../support/quiet.js'
import { type Result, runSuite } from './run-suite.js'
import { findSuites } from './suites.js'

const folder = process.env.MYCELIA_SUITES ?? join(import.meta.dirname, '../../../suites')
const other = process.env.MYCELIA_CONFORMANCE_URI

const { found, missing } = findSuites(folder)
const results: Result[] = []
for (const suite of found) {
  // A broker for each, so that none meets what another has left behind.
  await using broker = other === undefined ? await startBroker({ log: quiet }) : undefined
  const result = await runSuite(suite, other ?? broker!.uri)
  results.push(result)
  console.log(`${suite.name}: ${result.passed}/${result.total}`)
  for (const failure of result.failures) console.log(`  not ok: ${failure}`)
}
for (const { name, wanted } of missing) console.log(`${name}: missing, needs ${wanted}`)

const failed = results.some(({ passed, total, failures }) => passed < total || failures.length > 0)
process.exitCode = failed ? 1 : 0
