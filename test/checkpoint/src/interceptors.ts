import { type Interceptor, trackContext } from 'mycelia'
import { authenticate } from './authenticate.js'
import type { User } from './context-keys.js'
import { limitRate } from './limit-rate.js'
import { retryCalls } from './retry-calls.js'
import { type Timing, timeCalls } from './time-calls.js'

const users: ReadonlyMap<string, User> = new Map([
  ['token of ada', { id: 1, name: 'ada' }],
  ['token of bob', { id: 2, name: 'bob' }],
])

export const timings: Timing[] = []

/** What stands around the calls of all services of this project. */
export const interceptors: readonly Interceptor[] = [
  trackContext,
  timeCalls((timing) => timings.push(timing)),
  authenticate(async (token) => users.get(token)),
  limitRate(1000, 60),
  retryCalls(3, 20),
]
