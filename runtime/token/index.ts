export { config, type SectionIssue, type SectionSchema } from './config-token.js'
export { Context } from './context-token.js'
export { defineEvents, type EventReference, type EventReferences } from './event-reference.js'
export { type Construction, constructWith, inject } from './inject.js'
export { Log } from './log-token.js'
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
  Started,
  Token,
  WorkerHooks,
  WorkerOutcome,
} from './token.js'
