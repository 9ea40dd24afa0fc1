export { type JestConfig, mycelia } from './config.js'
