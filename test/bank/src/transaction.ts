import { provider, type Token } from 'mycelia'
import { Pool, type PoolClient } from 'pg'

/** A transaction for each call: committed when the method returns, rolled back when it throws. */
export const Transaction: Token<PoolClient> = provider({
  name: 'Transaction',
  async start({ config, log }) {
    const pool = new Pool({ connectionString: String(config.DATABASE_URL) })
    // A connection that breaks while nobody uses it is replaced by the pool.
    pool.on('error', (error) => log.warn('lost a database connection', { error }))
    await pool.query('select 1')
    return pool
  },
  async workerSetup(pool) {
    const client = await pool.connect()
    await client.query('begin')
    return client
  },
  async workerResult(client, outcome) {
    await client.query(outcome.failed ? 'rollback' : 'commit')
  },
  workerTeardown: (client) => client.release(),
  stop: (pool) => pool.end(),
})
