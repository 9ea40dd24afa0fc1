import type { ObjectType, Type } from './type.js'

/**
 * What a service promises to its callers, as plain data: read from source, written as generated
 * code, compared, served and pulled. Nothing in it needs TypeScript to be understood.
 */
export interface Contract {
  /** The version of this form. */
  readonly format: 1
  /** The name on the wire: `greeting_service`. */
  readonly service: string
  /** The name of the class: `GreetingService`. */
  readonly className: string
  readonly doc?: string
  readonly source: SourcePosition
  readonly methods: readonly Method[]
  /** Named types by name, in the order of their first mention. */
  readonly types: Readonly<Record<string, NamedType>>
  /**
   * Errors that methods and routes declare, beyond those that any call can end in, and the errors
   * that their classes extend; sorted by code.
   */
  readonly errors: readonly ErrorDefinition[]
  /** Events that the service emits. */
  readonly events: readonly EventDefinition[]
  /** Events that the service handles. */
  readonly handlers: readonly HandlerDefinition[]
  /** Queues that it consumes from beside those of its events. */
  readonly consumers?: readonly ConsumerDefinition[]
  /** What it does by the clock. */
  readonly timers?: readonly TimerDefinition[]
  /** What it answers over HTTP. */
  readonly http?: readonly HttpRoute[]
  /** What it answers over web sockets; a method that is in `methods` too is the same here. */
  readonly websocket?: readonly Method[]
  /** Tokens that the service injects: its dependencies, and so the call map. */
  readonly injects: readonly Injection[]
}

/** Where something was declared. Not part of a contract's identity. */
export interface SourcePosition {
  /** Relative to the project's folder, with forward slashes. */
  readonly file: string
  /** From 1. */
  readonly line: number
  /** From 1. */
  readonly column: number
}

export interface Method {
  /** The name in TypeScript. */
  readonly name: string
  /** The name on the wire. */
  readonly wireName: string
  /** How many messages a call takes: one request and one reply, so far the only kind. */
  readonly kind: 'unary'
  readonly doc?: string
  readonly params: readonly Parameter[]
  /** What the promise resolves to. */
  readonly result: Type
  /** Whether running it twice is the same as running it once: a lost call may be repeated. */
  readonly idempotent?: true
  /** Codes of the errors in {@link Contract.errors} that it declares, sorted. */
  readonly errors?: readonly string[]
  readonly source: SourcePosition
}

export interface Parameter {
  /** The name in TypeScript. */
  readonly name: string
  /** The keyword on the wire. */
  readonly wireName: string
  /** Of a rest parameter: the type of one of its items. */
  readonly type: Type
  /** It may be left out. */
  readonly optional?: true
  /** The text of its default value, which the service applies when it is left out. */
  readonly default?: string
  readonly rest?: true
  /** It travels by its keyword alone, as Python's parameters behind `*` do. */
  readonly keyword?: true
  readonly doc?: string
}

/** A type that has a name of its own. */
export interface NamedType {
  readonly type: Type
  /** Whether it was declared as an interface; otherwise as an alias or an enum. */
  readonly interface?: true
  readonly doc?: string
  readonly source: SourcePosition
}

export interface ErrorDefinition {
  /** The stable code by which it is recognised. */
  readonly code: string
  readonly className: string
  /** What Python peers see as `exc_path`. */
  readonly excPath?: string
  /** Whether a call that failed with it may be repeated. @default 'unknown' */
  readonly retry?: 'safe' | 'never'
  /** What a method that is called over HTTP answers with it. @default 422 */
  readonly status?: number
  /** The code of the error in {@link Contract.errors} that its class extends. */
  readonly extends?: string
  /** Its public fields, those that it inherits among them. @default it has none */
  readonly data?: ObjectType
  readonly doc?: string
  readonly source: SourcePosition
}

export interface EventDefinition {
  /** The event type, which is its routing key. */
  readonly type: string
  readonly payload: Type
  readonly doc?: string
  readonly source: SourcePosition
}

export interface HandlerDefinition {
  /** The method that handles it. */
  readonly method: string
  /** The method's name in the names of queues. */
  readonly wireName: string
  /** The service that emits the event. */
  readonly from: string
  readonly type: string
  readonly handler: 'service_pool' | 'singleton' | 'broadcast'
  readonly payload: Type
  readonly source: SourcePosition
}

export interface ConsumerDefinition {
  /** The method that is called with each message. */
  readonly method: string
  readonly queue: string
  readonly payload: Type
  readonly source: SourcePosition
}

export interface TimerDefinition {
  readonly method: string
  /** `5s`, or a cron pattern. */
  readonly when: string
  /** Of a cron pattern: whose clock it goes by. */
  readonly timeZone?: string
  /** Only one of all instances does it. */
  readonly once?: 'cluster'
  readonly source: SourcePosition
}

export type HttpVerb = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

export interface HttpRoute {
  /** The method that answers. */
  readonly method: string
  readonly verb: HttpVerb
  /** `/orders/:id`: a segment that begins with a colon is a parameter. */
  readonly path: string
  /** Of an answer that is no error. @default 200, or 204 where there is no result */
  readonly status?: number
  readonly doc?: string
  readonly params: readonly HttpParameter[]
  readonly result: Type
  /** The method answers with a `Response` of its own, and `result` says nothing. */
  readonly response?: true
  /** Codes of the errors in {@link Contract.errors} that it declares, sorted. */
  readonly errors?: readonly string[]
  readonly source: SourcePosition
}

/** A parameter, whose `wireName` is its name in the path or the query. */
export interface HttpParameter extends Parameter {
  /** Where its value comes from; `request` is the whole request. */
  readonly in: 'path' | 'query' | 'body' | 'request'
  /** Of path and query: what its text, or each of its texts, may stand for. */
  readonly text?: readonly TextKind[]
  /** Of the query: it may be given any number of times. */
  readonly list?: true
}

/** What a text can stand for. */
export type TextKind = 'string' | 'number' | 'boolean'

export interface Injection {
  /** The field that it initialises. */
  readonly field: string
  /** The token's name in source. */
  readonly token: string
  /** Of a client: the service that it calls. */
  readonly service?: string
  readonly source: SourcePosition
}
