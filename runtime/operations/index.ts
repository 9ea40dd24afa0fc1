export { applyRights, type Change } from './apply-rights.js'
export type { BrokerPolicy } from './broker-policy.js'
export { ManagementApi } from './management-api.js'
export {
  type PermissionDefinition,
  type RabbitmqDefinitions,
  type TopicPermissionDefinition,
  type UserDefinition,
  userDefinition,
  userDefinitions,
} from './rabbitmq-definitions.js'
export { callerNeeds, type NeededQueue, needsOf, type ServiceNeeds } from './service-needs.js'
export { rightsOf, type UserRights } from './user-rights.js'
