// Runs what others have written for RabbitMQ, unmodified, on the embedded broker: the tests of amqplib
// and rabbitmq-client, and real Nameko. It fetches nothing: suites lie in the folder that
// MYCELIA_SUITES names (default: `suites` beside the repository), each under its own name with its
// packages installed. What is missing is said; it exits 0 when all that is there passes.
// MYCELIA_CONFORMANCE_URI runs them on another broker, for comparison.
import { join } from 'node:path'
import { startBroker } from '../../runtime/broker/index.js'
import { quiet } from '../support/quiet.js'
import { type Result, runSuite } from './run-suite.js'
import { findSuites, type Suite } from './suites.js'

const folder = process.env.MYCELIA_SUITES ?? join(import.meta.dirname, '../../../suites')
const other = process.env.MYCELIA_CONFORMANCE_URI

const { found, missing } = findSuites(folder)
let failed = false
for (const suite of found) {
  let result = await run(suite)
  let attempt = ''
  // Some of these tests give a broker 10 ms: a busy machine gets a second try, and it is said.
  if (result.failures.some((name) => suite.exceptions[name] === undefined)) {
    attempt = `, after ${result.passed} at the first attempt`
    result = await run(suite)
  }
  const { passed, total, failures } = result
  console.log(`${suite.name}: ${passed}/${total}${attempt}`)
  for (const name of failures) {
    const reason = suite.exceptions[name]
    console.log(reason === undefined ? `  not ok: ${name}` : `  by design: ${name} ${reason}`)
    if (reason === undefined) failed = true
  }
}
for (const { name, wanted } of missing) console.log(`${name}: missing, needs ${wanted}`)
process.exitCode = failed ? 1 : 0

async function run(suite: Suite): Promise<Result> {
  // A broker for each, so that none meets what another has left behind.
  await using broker = other === undefined ? await startBroker({ log: quiet }) : undefined
  return await runSuite(suite, other ?? broker!.uri)
}
