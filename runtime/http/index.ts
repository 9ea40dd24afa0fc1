export { createHttpServer } from './http-server.js'
export type { ProblemDetails } from './problem-details.js'
