export { type Replacement, replace } from './replace.js'
export { type TestContextOptions, testContext } from './test-context.js'
export { worker } from './worker.js'
