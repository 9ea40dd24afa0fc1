import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, it } from 'node:test'
import { type Cluster, connect, incoming, run } from 'mycelia'
import { startBroker } from 'mycelia/broker'
import { PaymentsClient } from '../shop/src/generated/payments.client.js'
import { paymentsServer } from '../shop/src/generated/payments.server.js'
import { ledger } from '../shop/src/ledger.js'
import { Declined } from '../shop/src/payments.service.js'
import { quiet } from '../support/quiet.js'

/** What is logged as an error. */
const errors: string[] = []
const log = { ...quiet, error: (message: string) => void errors.push(message) }

describe('a provider', () => {
  beforeEach(reset)
  afterEach(reset)

  function reset(): void {
    ledger.book.length = 0
    ledger.Ledger = {}
    ledger.Audit = {}
    delete ledger.onHang
    errors.length = 0
  }

  /** Serves while something is done, and returns what the providers did meanwhile. */
  async function serving(work: (payments: PaymentsClient) => Promise<unknown>): Promise<string[]> {
    await using broker = await startBroker({ log: quiet })
    const cluster: Cluster = await connect({ uri: broker.uri, log: quiet })
    const services = await run([paymentsServer], { uri: broker.uri, log })
    ledger.book.length = 0
    try {
      await work(cluster.client(PaymentsClient))
      return [...ledger.book]
    } finally {
      await cluster.close()
      await services.close()
    }
  }

  it('is set up before the instance is made, told the result, and torn down', async () => {
    const book = await serving(async (payments) => {
      assert.equal(await payments.charge(5), 'paid 5')
    })
    assert.deepEqual(book, [
      'Ledger: setup opened',
      'Audit: setup opened',
      'Ledger: get held',
      'Audit: get held',
      'charge Ledger held, Audit held',
      'Audit: result held "paid 5"',
      'Ledger: result held "paid 5"',
      'Audit: teardown held',
      'Ledger: teardown held',
    ])
  })

  it('is started once, in the order of the injections, and stopped in the reverse one', async () => {
    await serving(async () => {})
    assert.deepEqual(ledger.book, ['Audit: stop opened', 'Ledger: stop opened'])
  })

  it('is told what the method has thrown', async () => {
    const book = await serving((payments) => assert.rejects(payments.charge(101), Declined))
    assert.ok(book.includes('Ledger: result held Declined: too much'), book.join('\n'))
  })

  it('is told that a result was refused, before the caller is', async () => {
    const book = await serving((payments) =>
      assert.rejects(payments.charge(-1), { name: 'InvalidResult' }),
    )
    assert.ok(
      book.some((step) => step.startsWith('Ledger: result held InvalidResult')),
      book.join('\n'),
    )
  })

  it('fails the call when it cannot be set up; what was set up before is torn down', async () => {
    ledger.Audit.workerSetup = () => {
      throw new Error('no audit')
    }
    const book = await serving((payments) => assert.rejects(payments.charge(5), /no audit/))
    assert.deepEqual(book, [
      'Ledger: setup opened',
      'Audit: setup opened',
      'Ledger: result held Error: no audit',
      'Ledger: teardown held',
    ])
  })

  it('fails the call when it cannot take the result', async () => {
    ledger.Audit.workerResult = () => Promise.reject(new Error('not committed'))
    const book = await serving((payments) => assert.rejects(payments.charge(5), /not committed/))
    assert.ok(book.includes('Ledger: result held Error: not committed'), book.join('\n'))
  })

  it('does not hide by an error of its own why a call has failed', async () => {
    ledger.Audit.workerResult = () => Promise.reject(new Error('not rolled back'))
    await serving((payments) => assert.rejects(payments.charge(101), Declined))
    assert.deepEqual(errors, ['workerResult of Audit failed after payments_service.charge_card'])
  })

  it('leaves the call as it was when it cannot be torn down', async () => {
    ledger.Audit.workerTeardown = () => Promise.reject(new Error('not closed'))
    const book = await serving(async (payments) => {
      assert.equal(await payments.charge(5), 'paid 5')
    })
    assert.equal(book.at(-1), 'Ledger: teardown held')
    assert.deepEqual(errors, ['workerTeardown of Audit failed after payments_service.charge_card'])
  })

  it('stands within interceptors: one that refuses a call keeps it from being set up', async () => {
    await using broker = await startBroker({ log: quiet })
    await using cluster = await connect({ uri: broker.uri, log: quiet })
    const refuseLarge = incoming(async ({ args: [amount] }, next) => {
      if (Number(amount) > 50) throw new Declined('no')
      return `${await next()}, thank you`
    })
    const options = { uri: broker.uri, log, interceptors: [refuseLarge] }
    await using _ = await run([paymentsServer], options)
    const payments = cluster.client(PaymentsClient)
    ledger.book.length = 0
    await assert.rejects(payments.charge(51), Declined)
    assert.equal(ledger.book.length, 0)
    assert.equal(await payments.charge(5), 'paid 5, thank you')
    assert.ok(ledger.book.includes('Ledger: result held "paid 5"'), ledger.book.join('\n'))
  })

  it('that does not start is named, and those before it are stopped', async () => {
    await using broker = await startBroker({ log: quiet })
    ledger.Audit.start = () => Promise.reject(new Error('no server'))
    await assert.rejects(run([paymentsServer], { uri: broker.uri, log }), {
      message: 'payments_service: Audit did not start: no server',
    })
    assert.deepEqual(ledger.book, ['Ledger: start', 'Audit: start', 'Ledger: stop opened'])
  })

  it('that takes too long to stop is killed', async () => {
    ledger.Ledger.stop = () => new Promise(() => {})
    await serving(async () => {})
    assert.deepEqual(ledger.book.slice(-2), ['Ledger: stop opened', 'Ledger: kill opened'])
  })

  it('is killed in place of being stopped when the services are killed', async () => {
    await using broker = await startBroker({ log: quiet })
    const cluster = await connect({ uri: broker.uri, log: quiet })
    const services = await run([paymentsServer], { uri: broker.uri, log: quiet })
    const entered = new Promise<void>((resolve) => {
      ledger.onHang = resolve
    })
    const call = cluster.client(PaymentsClient).hang()
    call.catch(() => {})
    await entered
    const closed = services.close()
    await services.kill()
    await closed
    await cluster.close()
    assert.ok(ledger.book.includes('aborted'), ledger.book.join('\n'))
    const ends = ledger.book.filter((step) => /kill|stop/.test(step))
    assert.deepEqual(ends, ['Audit: kill opened', 'Ledger: kill opened'])
  })
})
