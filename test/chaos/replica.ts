// A process that serves the ledger, for tests that kill it. `Replicas` bundles and starts it.
import { run, stderrLogger } from 'mycelia'
import { loadConfig } from 'mycelia/config'
import { ledgerServer } from '../ledger/src/generated/ledger.server.js'

const [uri, journal] = process.argv.slice(2) as [string, string]
const config = await loadConfig({ broker: uri })
const running = await run([ledgerServer], {
  config: { ...config, raw: { ...config.raw, journal } },
  log: stderrLogger('error'),
})
process.once('SIGTERM', () => void running.close())
process.stdout.write('serves\n')
