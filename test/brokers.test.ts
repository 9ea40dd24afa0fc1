import { describe, it } from 'node:test'
import { brokers } from './support/brokers.js'

describe('the brokers that tests run on', () => {
  for (const broker of brokers) {
    it(`are there, ${broker.name} for one`, async (t) => {
      const opened = await broker.open()
      await opened.close()
      t.diagnostic(`broker: ${broker.name}`)
    })
  }
})
