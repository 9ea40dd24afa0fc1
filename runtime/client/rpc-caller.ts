import { randomUUID } from 'node:crypto'
import {
  Cancelled,
  ConnectionLost,
  isServiceError,
  MessageTooLarge,
  Overloaded,
  RpcTimeout,
  type ServiceError,
  UnknownService,
} from '../errors/index.js'
import type { Caller, CallRequest } from '../token/index.js'
import type { Consumer, IncomingMessage, Publisher, Transport } from '../transport/index.js'
import {
  decodeReply,
  encodeContext,
  encodeRequest,
  JSON_ALONE,
  replyQueue,
  rpcExchange,
  type Serializers,
  STANDALONE_CALLER,
} from '../wire/index.js'
import { Canceller } from './canceller.js'
import { type PendingCall, PendingCalls } from './pending-calls.js'

export interface RpcCallerOptions {
  readonly transport: Transport
  /** The calling service; it becomes a part of the reply queue's name. @default 'standalone_rpc_client' */
  readonly owner?: string
  /** @default 'nameko-rpc' */
  readonly rpcExchange?: string
  /** Milliseconds that a call may take unless it says otherwise. */
  readonly timeout: number
  /** Bytes of a request's body at most. */
  readonly maxMessageSize: number
  /** Calls in flight at most. @default 10,000 */
  readonly maxInFlight?: number
  /** How requests are written and replies read. @default as JSON */
  readonly serializers?: Serializers
}

const MAX_IN_FLIGHT = 10_000

/** Calls services over a transport: one reply queue for all calls, made at the first of them. */
export class RpcCaller implements Caller {
  readonly #options: RpcCallerOptions
  readonly #owner: string
  readonly #exchange: string
  readonly #maxInFlight: number
  readonly #serializers: Serializers
  readonly #id = randomUUID()
  readonly #pending = new PendingCalls()
  readonly #publisher: Publisher
  readonly #canceller: Canceller
  #replies: Promise<Consumer> | undefined
  #consuming = false
  #closed = false
  #count = 0

  constructor(options: RpcCallerOptions) {
    this.#options = options
    this.#owner = options.owner ?? STANDALONE_CALLER
    this.#maxInFlight = options.maxInFlight ?? MAX_IN_FLIGHT
    this.#serializers = options.serializers ?? JSON_ALONE
    const exchange = rpcExchange(options.rpcExchange)
    this.#exchange = exchange.name
    this.#canceller = new Canceller(options.transport)
    this.#publisher = options.transport.publisher({
      exchanges: [exchange],
      onReturn: ({ correlationId }) => {
        const call = this.#pending.take(correlationId)
        call?.reject(new UnknownService(call.service))
      },
    })
  }

  get timeout(): number {
    return this.#options.timeout
  }

  async call(request: CallRequest): Promise<unknown> {
    const body = encodeRequest(this.#serializers.main, request.args, request.kwargs)
    const timeout = remainingTime(request, this.#options.timeout)
    this.#refuse(request, body, timeout)
    try {
      const reply = await this.#exchangeMessages(request, body, timeout)
      return decodeReply(reply, this.#serializers)
    } catch (error) {
      // Here the stack leads back to whoever awaits the call; where the reply came in, it did not.
      Error.captureStackTrace(error as Error)
      throw error
    }
  }

  /** Fails what is in flight and stops taking replies. */
  async close(): Promise<void> {
    this.#closed = true
    this.#pending.failAll(() => new ConnectionLost('closed while the call was in flight'))
    await this.#replies?.then((consumer) => consumer.cancel())
  }

  #refuse(request: CallRequest, body: Buffer, timeout: number): void {
    const target = `${request.service}.${request.method}`
    if (this.#closed) {
      throw new ConnectionLost(`${target} was called after close()`, { retry: 'never' })
    }
    const limit = this.#options.maxMessageSize
    if (body.length > limit) {
      throw new MessageTooLarge(
        `the arguments of ${target} take ${body.length} bytes; max_message_size allows ${limit}`,
      )
    }
    if (this.#pending.size >= this.#maxInFlight) {
      throw new Overloaded(`${this.#pending.size} calls are in flight; no more are sent`)
    }
    if (timeout <= 0) {
      const why = 'the call that it was made in has no time left'
      throw new RpcTimeout(`${target} was not sent: ${why}`, { retry: 'safe' })
    }
    if (signalsOf(request).some(({ aborted }) => aborted)) throw cancelled(target, { sent: false })
  }

  #exchangeMessages(request: CallRequest, body: Buffer, timeout: number): Promise<IncomingMessage> {
    const { service, method } = request
    const deadline = Date.now() + timeout
    const signals = signalsOf(request)
    const target = `${service}.${method}`
    const id = (++this.#count).toString(36)
    return new Promise((resolve, reject) => {
      const fail = (error: (target: string, call: PendingCall) => ServiceError) => {
        const call = this.#pending.take(id)
        if (call === undefined) return
        reject(error(target, call))
        if (!call.sent) return
        const remaining = deadline - Date.now()
        void this.#canceller.cancel({ service, replyTo: this.#id, correlationId: id, remaining })
      }
      const timer = Number.isFinite(timeout)
        ? setTimeout(fail, timeout, timedOut(timeout))
        : undefined
      // The signal of the call that it is made in may be a moment ahead of the timer.
      const abort = () => fail(Date.now() < deadline ? cancelled : timedOut(timeout))
      for (const signal of signals) signal.addEventListener('abort', abort, { once: true })
      const release = () => {
        clearTimeout(timer)
        for (const signal of signals) signal.removeEventListener('abort', abort)
      }
      const call: PendingCall = { service, sent: false, resolve, reject, release }
      this.#pending.add(id, call)
      if (this.#consuming && this.#publish(id, request, body, timeout)) call.sent = true
      else void this.#sendWhenReady(id, request, body, deadline)
    })
  }

  #publish(id: string, request: CallRequest, body: Buffer, timeout: number): boolean {
    const { contentType, contentEncoding } = this.#serializers.main
    return this.#publisher.publish({
      exchange: this.#exchange,
      routingKey: `${request.service}.${request.method}`,
      body,
      contentType,
      contentEncoding,
      correlationId: id,
      replyTo: this.#id,
      mandatory: true,
      headers: encodeContext({
        callIdStack: request.callIdStack ?? [`${this.#owner}.${this.#id}.${randomUUID()}`],
        data: request.data ?? {},
      }),
      // When nobody waits any more, the broker need not deliver it.
      ...(Number.isFinite(timeout) && { expiration: Math.max(1, Math.ceil(timeout)) }),
    })
  }

  /** Waits for the broker, no longer than the call itself lasts. */
  async #sendWhenReady(
    id: string,
    request: CallRequest,
    body: Buffer,
    deadline: number,
  ): Promise<void> {
    try {
      await this.#consumeReplies()
      let call: PendingCall | undefined
      do {
        await this.#options.transport.ready()
        call = this.#pending.get(id)
        if (call === undefined) return
        call.sent = this.#publish(id, request, body, deadline - Date.now())
      } while (!call.sent)
    } catch (error) {
      this.#pending.take(id)?.reject(notSent(`${request.service}.${request.method}`, error))
    }
  }

  #consumeReplies(): Promise<Consumer> {
    this.#replies ??= this.#openReplyQueue().catch((error) => {
      this.#replies = undefined
      throw error
    })
    return this.#replies
  }

  async #openReplyQueue(): Promise<Consumer> {
    const consumer = await this.#options.transport.consume({
      exchanges: [rpcExchange(this.#exchange)],
      queue: replyQueue(this.#owner, this.#id, this.#exchange),
      ack: 'auto',
      onMessage: (message) => this.#onReply(message),
    })
    this.#consuming = true
    return consumer
  }

  /** A reply that nobody waits for, late or doubled, is dropped. */
  #onReply(message: IncomingMessage): void {
    this.#pending.take(message.correlationId)?.resolve(message)
  }
}

/** A call takes no longer than the one that it is made in: then nobody waits for it any more. */
function remainingTime({ timeout, context }: CallRequest, otherwise: number): number {
  const own = timeout ?? otherwise
  const deadline = context?.deadline
  return deadline === undefined ? own : Math.min(own, deadline - Date.now())
}

/** Who may give a call up: whoever makes it, and the caller of the call that it is made in. */
function signalsOf({ signal, context }: CallRequest): readonly AbortSignal[] {
  if (context === undefined) return signal === undefined ? [] : [signal]
  return signal === undefined ? [context.signal] : [signal, context.signal]
}

function timedOut(timeout: number): (target: string, call: PendingCall) => RpcTimeout {
  return (target, { sent }) =>
    sent
      ? new RpcTimeout(
          `${target} did not answer within ${timeout} ms; it may still run, or have run`,
        )
      : new RpcTimeout(`${target} was not sent: no connection to the broker in ${timeout} ms`, {
          retry: 'safe',
        })
}

function cancelled(target: string, { sent }: { readonly sent: boolean }): Cancelled {
  return sent
    ? new Cancelled(`${target} was cancelled by its signal; it may still run, or have run`)
    : new Cancelled(`${target} was cancelled by its signal before it was sent`, { retry: 'safe' })
}

function notSent(target: string, cause: unknown): ServiceError {
  if (isServiceError(cause) && !(cause instanceof ConnectionLost)) return cause
  return new ConnectionLost(`${target} was not sent: ${(cause as Error).message}`, {
    cause,
    retry: 'safe',
  })
}
