import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, beforeEach, describe, it } from 'node:test'
import { type TestCluster, testCluster } from 'mycelia/testing'
import { BankService } from '../bank/src/bank.service.js'
import { BankClient } from '../bank/src/generated/bank.client.js'
import { bankServer } from '../bank/src/generated/bank.server.js'
import { quiet } from '../support/quiet.js'
import { openDatabase, query, servers } from '../support/servers.js'

const DOCUMENT = readFileSync(new URL('../../docs/providers.md', import.meta.url), 'utf8')

describe('the examples of docs/providers.md', () => {
  it('are the files that are tested here', () => {
    const examples = [...DOCUMENT.matchAll(/^```ts\n\/\/ (src\/\S+)\n(.*?)^```$/gms)]
    assert.equal(examples.length, 4)
    for (const [, file, text] of examples) {
      assert.equal(text, readFileSync(new URL(`../bank/${file}`, import.meta.url), 'utf8'), file)
    }
  })
})

describe('a service on PostgreSQL and Redis', { skip: servers === undefined }, () => {
  let database: Awaited<ReturnType<typeof openDatabase>>
  let cluster: TestCluster
  let bank: BankClient

  before(async () => {
    database = await openDatabase()
    await query(
      database.uri,
      'create table accounts (name text primary key, balance int check (balance >= 0))',
    )
    const config = { DATABASE_URL: database.uri, REDIS_URL: servers!.redis }
    cluster = await testCluster([bankServer], { config, log: quiet })
    bank = cluster.client(BankClient)
  })
  beforeEach(async () => {
    await query(database.uri, 'delete from accounts')
    await query(database.uri, `insert into accounts values ('ada', 10), ('ben', 0)`)
  })
  after(async () => {
    await cluster.close()
    await database.drop()
  })

  function balances(): Promise<readonly { readonly name: string; readonly balance: number }[]> {
    return query(database.uri, 'select name, balance from accounts order by name')
  }

  it('has committed when its caller has the answer', async () => {
    await bank.transfer('ada', 'ben', 4)
    assert.deepEqual(await balances(), [
      { name: 'ada', balance: 6 },
      { name: 'ben', balance: 4 },
    ])
  })

  it('leaves nothing behind of a call that has failed', async () => {
    await assert.rejects(bank.transfer('ada', 'ben', 11), /accounts_balance_check/)
    assert.deepEqual(await balances(), [
      { name: 'ada', balance: 10 },
      { name: 'ben', balance: 0 },
    ])
  })

  it('gives connections back: more calls than the pool has', async () => {
    await Promise.all(Array.from({ length: 30 }, () => bank.lastTransfer()))
    await bank.transfer('ada', 'ben', 1)
  })

  it('is called by what the database notifies of, through its own entrypoint', async () => {
    const noted = cluster.waitFor(BankService, 'note')
    await bank.transfer('ada', 'ben', 1)
    assert.deepEqual((await noted).args, ['ada to ben'])
    assert.equal(await bank.lastTransfer(), 'ada to ben')
  })

  it('does not start without its database, and says so', async () => {
    const config = { DATABASE_URL: `${database.uri}_none`, REDIS_URL: servers!.redis }
    await assert.rejects(testCluster([bankServer], { config, log: quiet }), {
      message: /^bank_service: Transaction did not start: database ".*_none" does not exist/,
    })
  })
})
