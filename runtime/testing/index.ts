export { type Replacement, replace } from './replace.js'
export { worker } from './worker.js'
