import { consuming } from './consuming.js'
import { declaring } from './declaring.js'
import { dying } from './dying.js'
import { publishing } from './publishing.js'
import { routing } from './routing.js'
import type { Scenario } from './scenario.js'

export const scenarios: readonly Scenario[] = [
  ...declaring,
  ...routing,
  ...publishing,
  ...consuming,
  ...dying,
]
