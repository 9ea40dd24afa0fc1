export { maskSecrets } from '../log/index.js'
export { type AmqpUriOptions, parseAmqpUri, parseAmqpUris } from './amqp-uri.js'
export { type BrokerAccess, brokerAccess } from './broker-access.js'
export { closest } from './closest.js'
export type {
  Config,
  LoadedConfig,
  LoginMethod,
  SerializationSettings,
  TlsSettings,
} from './config.js'
export { parseDuration } from './duration.js'
export { formatYaml } from './format-yaml.js'
export { type LoadOptions, loadConfig } from './load-config.js'
export { secretsOf } from './secrets-of.js'
export { parseSize } from './size.js'
export type { Environment } from './substitute.js'
