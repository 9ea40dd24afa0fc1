export { type AnnounceOptions, announce } from './announce.js'
export { askBroker, type BrokerGreeting } from './ask-broker.js'
export { Discovery } from './discovery.js'
export type { EventInfo, Instance, MethodInfo, ServiceInfo } from './instance.js'
