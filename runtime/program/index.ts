export { serve } from './serve.js'
export { start } from './start.js'
