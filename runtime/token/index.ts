export { config, type SectionIssue, type SectionSchema } from './config-token.js'
export type { EntrypointKind } from './context.js'
export {
  type ContextKey,
  type ContextSchema,
  contextKey,
  type LocalKey,
  localKey,
  type SchemaOutcome,
} from './context-key.js'
export { Context } from './context-token.js'
export { ContextValues } from './context-values.js'
export { currentContext, runInContext } from './current-context.js'
export { defineEvents, type EventReference, type EventReferences } from './event-reference.js'
export { type Construction, constructWith, inject } from './inject.js'
export { Log } from './log-token.js'
export { authToken, language, userAgent, userId } from './nameko-keys.js'
export { placeholder } from './placeholder.js'
export { type ProviderOptions, provider } from './provider.js'
export type {
  Caller,
  CallRequest,
  InjectOptions,
  MessageRequest,
  Scope,
  Sender,
  SendOptions,
  Sockets,
  Started,
  Token,
  WorkerHooks,
  WorkerOutcome,
} from './token.js'
