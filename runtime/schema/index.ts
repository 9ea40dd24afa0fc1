export * as z from 'zod'
export type { MethodSchemas } from '../codec/index.js'
export { date } from './date.js'
