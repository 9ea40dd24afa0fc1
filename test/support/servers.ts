import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { it } from 'node:test'
import { Client } from 'pg'
import { createClient } from 'redis'

/** A PostgreSQL whose user may make databases. */
const POSTGRES = process.env.MYCELIA_POSTGRES ?? 'postgres://postgres@127.0.0.1:5432/postgres'

/** A Redis of which tests use keys of their own. */
const REDIS = process.env.MYCELIA_REDIS ?? 'redis://127.0.0.1:6379'

/** The servers that tests of providers need, when both answer. */
export const servers: { readonly redis: string } | undefined = await findServers()

async function findServers(): Promise<{ readonly redis: string } | undefined> {
  try {
    await query(POSTGRES, 'select 1')
    const redis = createClient({ url: REDIS, socket: { reconnectStrategy: false } })
    redis.on('error', () => {})
    await redis.connect()
    await redis.close()
    return { redis: REDIS }
  } catch {
    return undefined
  }
}

/** Makes a database for one test file. */
export async function openDatabase(): Promise<{
  readonly uri: string
  drop(): Promise<unknown>
}> {
  const name = `mycelia_test_${randomUUID().replaceAll('-', '')}`
  await query(POSTGRES, `create database ${name}`)
  const uri = new URL(POSTGRES)
  uri.pathname = name
  return { uri: uri.href, drop: () => query(POSTGRES, `drop database ${name} with (force)`) }
}

export async function query<Row>(
  uri: string,
  text: string,
  values: readonly unknown[] = [],
): Promise<readonly Row[]> {
  const client = new Client({ connectionString: uri, connectionTimeoutMillis: 2000 })
  await client.connect()
  try {
    return (await client.query(text, [...values])).rows
  } finally {
    await client.end()
  }
}

// A file that leaves them out says so. In CI they have to answer.
if (servers === undefined) {
  const reason = 'no PostgreSQL or no Redis answers: set MYCELIA_POSTGRES and MYCELIA_REDIS'
  it('runs on PostgreSQL and Redis', { skip: process.env.CI ? false : reason }, () =>
    assert.fail(reason),
  )
}
