import { type Retry, ServiceError } from './service-error.js'

/** The configuration is wrong: which key, where and what to write instead. */
export class ConfigError extends ServiceError {
  static override readonly code: string = 'ConfigError'
  static override readonly retry: Retry = 'never'
}

/** A service cannot be hosted as it is written or generated. */
export class ServiceDefinitionError extends ServiceError {
  static override readonly code: string = 'ServiceDefinitionError'
  static override readonly retry: Retry = 'never'
}
