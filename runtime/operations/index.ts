export { applyRights, type Change } from './apply-rights.js'
export type { BrokerPolicy } from './broker-policy.js'
export {
  type DeadLetter,
  DeadLetters,
  deadQueueOf,
  deadQueuesOf,
  isDeadQueue,
  openDeadLetters,
  type Replayed,
  type ReplayOptions,
} from './dead-letters.js'
export { ManagementApi } from './management-api.js'
export { type ProjectTopology, topologyOf } from './project-topology.js'
export {
  type PermissionDefinition,
  type RabbitmqDefinitions,
  type TopicPermissionDefinition,
  type UserDefinition,
  userDefinition,
  userDefinitions,
} from './rabbitmq-definitions.js'
export { callerNeeds, type NeededQueue, needsOf, type ServiceNeeds } from './service-needs.js'
export { topologyDefinitions } from './topology-definitions.js'
export { type Drift, openTopologyDesk, TopologyDesk } from './topology-desk.js'
export { rightsOf, type UserRights } from './user-rights.js'
