export type { Capture, Captured } from './capture.js'
export type { EntrypointCall, EntrypointResult, WaitOptions } from './entrypoint-calls.js'
export { once } from './once.js'
export { type Replacement, replace } from './replace.js'
export { restrictEntrypoints } from './restrict-entrypoints.js'
export {
  type Hook,
  type MethodsOf,
  type TestCluster,
  type TestClusterOptions,
  testCluster,
} from './test-cluster.js'
export { worker } from './worker.js'
