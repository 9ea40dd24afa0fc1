import { randomUUID } from 'node:crypto'
import {
  type Context,
  type ContextKey,
  ContextValues,
  type EntrypointKind,
  type LocalKey,
} from '../token/index.js'
import type { IncomingMessage } from '../transport/index.js'
import { type ContextData, decodeContext } from '../wire/index.js'
import { CallSignal } from './call-signal.js'

/** What a call knows of the message that it came from. */
export interface Origin extends Pick<IncomingMessage, 'headers' | 'redelivered' | 'userId'> {
  /** Aborted when the caller has gone. @default it is not known */
  readonly signal?: AbortSignal
}

export interface CallContextOptions {
  readonly kind: EntrypointKind
  readonly service: string
  readonly method: string
  readonly origin: Origin
  readonly deadline: number | undefined
  /** Ids of earlier calls to keep (`parent_calls_tracked`). */
  readonly parentCallsTracked: number
  /** Aborted when the container is killed. */
  readonly killed: AbortSignal
}

/** A call's context. Most calls never look at it, so everything is worked out when first read. */
export class CallContext implements Context {
  readonly #options: CallContextOptions
  #decoded: ContextData | undefined
  #values: ContextValues | undefined
  #callId: string | undefined
  #signal: CallSignal | undefined
  #cancelled: unknown

  constructor(options: CallContextOptions) {
    this.#options = options
  }

  get kind(): EntrypointKind {
    return this.#options.kind
  }

  get service(): string {
    return this.#options.service
  }

  get method(): string {
    return this.#options.method
  }

  get callId(): string {
    this.#callId ??= `${this.service}.${this.method}.${randomUUID()}`
    return this.#callId
  }

  get callIdStack(): readonly string[] {
    const parents = this.#contextData().callIdStack
    return [...parents, this.callId].slice(-this.#options.parentCallsTracked - 1)
  }

  get data(): Readonly<Record<string, unknown>> {
    return this.#values?.data ?? this.#contextData().data
  }

  get deadline(): number | undefined {
    return this.#options.deadline
  }

  get signal(): AbortSignal {
    this.#signal ??= new CallSignal(this.#options, this.#cancelled)
    return this.#signal.signal
  }

  /**
   * Tells the call that its caller has given up.
   * @param reason What the signal then has as its reason.
   */
  cancel(reason: Error): void {
    this.#cancelled ??= reason
    this.#signal?.abort(reason)
  }

  /** The call has ended: its signal is let go of. */
  end(): void {
    this.#signal?.release()
  }

  get userId(): string | undefined {
    return this.#options.origin.userId
  }

  get redelivered(): boolean {
    return this.#options.origin.redelivered
  }

  get<T>(key: ContextKey<T> | LocalKey<T>): T | undefined {
    return this.#contextValues().get(key)
  }

  set<T>(key: ContextKey<T> | LocalKey<T>, value: T | undefined): void {
    this.#contextValues().set(key, value)
  }

  #contextValues(): ContextValues {
    this.#values ??= new ContextValues(this.#contextData().data)
    return this.#values
  }

  #contextData(): ContextData {
    this.#decoded ??= decodeContext(this.#options.origin.headers)
    return this.#decoded
  }
}
