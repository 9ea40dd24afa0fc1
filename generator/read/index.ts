export { checkTsconfig } from './check-tsconfig.js'
export { formatProblem, type Problem } from './problem.js'
export type { ReadResult } from './read-result.js'
export {
  openReader,
  type Reader,
  type ReaderOptions,
  type ReadOptions,
  readServices,
} from './reader.js'
