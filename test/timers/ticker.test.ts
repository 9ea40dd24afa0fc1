import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, it, mock } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import {
  intervalSchedule,
  makeSchedule,
  type Schedule,
} from '../../runtime/entrypoints/schedule.js'
import { Ticker } from '../../runtime/entrypoints/ticker.js'

const START = Date.parse('2024-03-30T22:00:00Z')

describe('a timer', () => {
  let ticker: Ticker | undefined
  /** When it ticked, in milliseconds since the start. */
  let ticks: number[]

  beforeEach(() => {
    ticks = []
    mock.timers.enable({ apis: ['setTimeout', 'Date'], now: START })
  })
  afterEach(async () => {
    const stopped = ticker?.stop()
    // The tick under way ends too.
    mock.timers.tick(1_000_000)
    await stopped
    ticker = undefined
    mock.timers.reset()
  })

  /** @param duration Milliseconds that each tick takes. */
  function start(schedule: Schedule, duration = 0): void {
    ticker = new Ticker(schedule, async () => {
      ticks.push(Date.now() - START)
      if (duration > 0) await new Promise((resolve) => setTimeout(resolve, duration))
    })
  }

  function every(interval: number, options: { readonly eager?: boolean } = {}): Schedule {
    return intervalSchedule({ every: interval, ...options }, () => Date.now())
  }

  /** Lets time pass, and everything be done that it brings about. */
  async function pass(milliseconds: number, step = 10): Promise<void> {
    await setImmediate()
    for (let passed = 0; passed < milliseconds; passed += step) {
      mock.timers.tick(step)
      await setImmediate()
    }
  }

  it('ticks first after its interval', async () => {
    start(every(100))
    await pass(350)
    assert.deepEqual(ticks, [100, 200, 300])
  })

  it('ticks at once when it is eager', async () => {
    start(every(100, { eager: true }))
    await pass(250)
    assert.deepEqual(ticks, [0, 100, 200])
  })

  it('does not drift, however long a tick takes that ends before the next', async () => {
    start(every(100), 70)
    await pass(450)
    assert.deepEqual(ticks, [100, 200, 300, 400])
  })

  it('never overlaps: after a slow tick the next comes at once, the others are left out', async () => {
    start(every(100), 250)
    await pass(1000)
    assert.deepEqual(ticks, [100, 350, 600, 850])
  })

  it('comes back to its times after a slow tick', async () => {
    let duration = 250
    ticker = new Ticker(every(100), async () => {
      ticks.push(Date.now() - START)
      await new Promise((resolve) => setTimeout(resolve, duration))
      duration = 10
    })
    await pass(600)
    assert.deepEqual(ticks, [100, 350, 400, 500, 600])
  })

  it('stops when the tick under way has ended', async () => {
    start(every(100), 50)
    await pass(100)
    let stopped = false
    const stopping = ticker!.stop().then(() => {
      stopped = true
    })
    await pass(30)
    assert.equal(stopped, false)
    await pass(30)
    await stopping
    await pass(300)
    assert.deepEqual(ticks, [100])
  })

  it('goes by a cron pattern, in a time zone and over the change of its clocks', async () => {
    // The night in which 2 o'clock becomes 3 o'clock in Berlin.
    start(await makeSchedule({ cron: '30 1,3 * * *', timeZone: 'Europe/Berlin' }))
    await pass(30 * 3_600_000, 600_000)
    const times = ticks.map((tick) => new Date(START + tick).toISOString())
    assert.deepEqual(times, [
      '2024-03-31T00:30:00.000Z',
      '2024-03-31T01:30:00.000Z',
      '2024-03-31T23:30:00.000Z',
      '2024-04-01T01:30:00.000Z',
    ])
  })

  it('ticks once for all times of a cron pattern that a slow tick has missed', async () => {
    start(await makeSchedule({ cron: '* * * * *' }), 150_000)
    await pass(400_000, 10_000)
    assert.deepEqual(ticks, [60_000, 210_000, 360_000])
  })

  for (const [what, options, message] of [
    ['an interval', { every: '5 parsecs' }, /"5 parsecs" is not a duration/],
    ['a cron pattern', { cron: '61 * * * *' }, /cannot read the timer "61 \* \* \* \*"/],
    ['a time zone', { cron: '* * * * *', timeZone: 'Mars/Phobos' }, /cannot read the timer/],
  ] as const) {
    it(`refuses ${what} that it cannot read`, async () => {
      await assert.rejects(makeSchedule(options), { message })
    })
  }
})
