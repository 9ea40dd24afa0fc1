export { type AnnounceOptions, announce } from './announce.js'
export { Discovery } from './discovery.js'
export type { Instance, MethodInfo, ServiceInfo } from './instance.js'
