export { askHealth, type HealthAnswer } from './ask-health.js'
export { Health, type HealthReport } from './health.js'
export { type HealthServer, serveHealth } from './serve-health.js'
