import {
  BrokerRefused,
  Cancelled,
  ConnectionLost,
  Expired,
  isServiceError,
  MessageTooLarge,
  MethodNotFound,
  Overloaded,
} from '../errors/index.js'
import type { Entrypoint, Host, RpcOptions } from '../service/index.js'
import type { Consumer, IncomingMessage } from '../transport/index.js'
import {
  type BodyFormat,
  cancelKey,
  decodeRequest,
  isReplyKey,
  JSON_FORMAT,
  OWN_EXCHANGE,
  passingQueue,
  rpcExchange,
  rpcQueue,
} from '../wire/index.js'
import { bindRequest } from './bind-request.js'
import { callMethod } from './call-method.js'
import { type CalledMethod, calledMethods } from './called-methods.js'
import { failedReply, refusedReply, unwrittenReply } from './error-replies.js'
import { ReplyPublisher } from './reply-publisher.js'
import { type Request, Requests } from './requests.js'
import { serveResult } from './serve-result.js'

/** Takes the requests for a service from its RPC queue and answers them. */
export function rpcEntrypoint(host: Host): Entrypoint {
  return new RpcEntrypoint(host)
}

/** A request that was taken too late to be begun: it goes back to the queue. */
const RETURNED: unique symbol = Symbol('returned')

class RpcEntrypoint implements Entrypoint {
  readonly #host: Host
  readonly #targets: ReadonlyMap<string, CalledMethod<RpcOptions>>
  readonly #replies: ReplyPublisher
  readonly #requests = new Requests()
  readonly #consumers: Consumer[] = []
  #waiting = 0
  #active = 0
  #stopping = false
  #idle: (() => void) | undefined

  constructor(host: Host) {
    this.#host = host
    this.#targets = calledMethods(host.definition, host.definition.methods, (found) =>
      found.kind === 'rpc' ? found.options : undefined,
    )
    this.#replies = new ReplyPublisher(host)
  }

  async start(): Promise<void> {
    if (this.#targets.size === 0) return
    await Promise.all([this.#takeRequests(), this.#takeCancellations()])
  }

  async stop(): Promise<void> {
    await Promise.all(this.#consumers.map((consumer) => consumer.cancel()))
    this.#stopping = true
    this.#host.workers.dismiss()
    if (this.#active > 0) await new Promise<void>((resolve) => (this.#idle = resolve))
  }

  async #takeRequests(): Promise<void> {
    const { definition, transport, settings } = this.#host
    const consumer = await transport.consume({
      exchanges: [rpcExchange(settings.rpcExchange)],
      queue: rpcQueue(definition.name, settings.rpcExchange),
      prefetch: settings.rpcPrefetch,
      onMessage: (message) => void this.#handle(message),
    })
    this.#consumers.push(consumer)
  }

  /** A broker that does not allow it is no failure: calls then run to their end. */
  async #takeCancellations(): Promise<void> {
    const { definition, transport, log } = this.#host
    try {
      const consumer = await transport.consume({
        exchanges: [OWN_EXCHANGE],
        queue: passingQueue(cancelKey(definition.name)),
        ack: 'auto',
        onMessage: (message) => this.#requests.cancel(message),
      })
      this.#consumers.push(consumer)
    } catch (error) {
      if (!(error instanceof BrokerRefused)) throw error
      log.debug(`calls cannot be cancelled: ${error.message}`)
    }
  }

  /** Answers one request, whatever it is. Every way out acknowledges it or gives it back. */
  async #handle(message: IncomingMessage): Promise<void> {
    this.#active++
    const request = this.#requests.enter(message)
    try {
      if (!isReplyKey(message.replyTo)) return this.#drop(message)
      let format = this.#host.settings.serializers.answering(message)
      let reply: Buffer | typeof RETURNED
      try {
        reply = await this.#reply(message, format, request)
      } catch (error) {
        reply = unwrittenReply(this.#host, message, error, format)
        format = JSON_FORMAT
      }
      if (reply === RETURNED) return message.requeue()
      await this.#replies.publish(message, message.replyTo, reply, format)
      message.ack()
    } catch (error) {
      // Only the transport can have failed here: the broker will deliver the request again.
      this.#host.log.warn('a reply could not be sent', { error })
    } finally {
      this.#requests.leave(message, request)
      this.#active--
      if (this.#active === 0) this.#idle?.()
    }
  }

  /** Nobody could be told how it ended, so it is not begun. */
  #drop(message: IncomingMessage): void {
    const { routingKey, replyTo } = message
    const why = replyTo === undefined ? 'has no reply_to' : 'has a reply_to that is not a reply key'
    this.#host.log.warn(`a request ${why}; it was dropped`, { routingKey })
    message.ack()
  }

  /** @throws what a serialiser throws that cannot write an error. */
  async #reply(
    message: IncomingMessage,
    format: BodyFormat,
    request: Request,
  ): Promise<Buffer | typeof RETURNED> {
    try {
      return await this.#perform(message, format, request)
    } catch (error) {
      if (isServiceError(error)) return refusedReply(this.#host, message, error, format)
      return failedReply(this.#host, message, error, format)
    }
  }

  async #perform(
    message: IncomingMessage,
    format: BodyFormat,
    request: Request,
  ): Promise<Buffer | typeof RETURNED> {
    const { workers, settings } = this.#host
    const deadline = message.expiration === undefined ? undefined : Date.now() + message.expiration
    const target = this.#find(message)
    const { codec, options = {} } = target
    if (message.redelivered && options.redelivery === 'refuse') throw redelivered(codec.name)
    const asked = decodeRequest(message, settings.serializers)
    const args = await bindRequest(codec, asked, target.sensitive)
    if (!workers.tryAcquire()) await this.#wait(request)
    try {
      if (this.#stopping) return giveBack(options)
      request.refuseCancelled()
      refuseExpired(deadline)
      const context = this.#host.context('rpc', codec.name, message, deadline)
      request.onCancelled = () => context.cancel(new Cancelled('the caller has given up'))
      return await callMethod(this.#host, target, args, context, async (result) =>
        this.#fitting(await serveResult(codec, result, format)),
      )
    } finally {
      workers.release()
    }
  }

  /** Waits in line for a worker, as long as the caller does. */
  async #wait(request: Request): Promise<void> {
    const { workers, settings, definition } = this.#host
    if (this.#waiting >= (settings.maxWaiting ?? Infinity)) {
      const why = `${this.#waiting} requests wait for a worker, which is max_waiting`
      throw new Overloaded(`${definition.name} was not asked: ${why}`)
    }
    request.refuseCancelled()
    const place = workers.queue()
    request.onCancelled = place.leave
    this.#waiting++
    try {
      if (!(await place.turn)) request.refuseCancelled()
    } finally {
      this.#waiting--
      request.onCancelled = undefined
    }
  }

  #fitting(reply: Buffer): Buffer {
    const limit = this.#host.settings.maxMessageSize
    if (reply.length <= limit) return reply
    throw new MessageTooLarge(
      `the result takes ${reply.length} bytes; max_message_size allows ${limit}`,
    )
  }

  /** Only what the definition lists can be reached, by exactly the name that it has there. */
  #find({ body, routingKey }: IncomingMessage): CalledMethod<RpcOptions> {
    const limit = this.#host.settings.maxMessageSize
    if (body.length > limit) {
      throw new MessageTooLarge(
        `the request takes ${body.length} bytes; max_message_size allows ${limit}`,
      )
    }
    const name = routingKey.slice(routingKey.lastIndexOf('.') + 1)
    const target = this.#targets.get(name)
    if (target === undefined) throw new MethodNotFound(name)
    return target
  }
}

/**
 * A request that is not begun because the service stops. Who wants none to run twice gets it
 * answered: elsewhere it would look as if it had run already.
 */
function giveBack({ redelivery }: RpcOptions): typeof RETURNED {
  if (redelivery !== 'refuse') return RETURNED
  throw new Overloaded('the service stops: it was not run')
}

function redelivered(method: string): ConnectionLost {
  return new ConnectionLost(
    `${method} was delivered before, to an instance that is gone: it may have run, and is not run again`,
  )
}

function refuseExpired(deadline: number | undefined): void {
  if (deadline !== undefined && Date.now() > deadline) {
    throw new Expired('the caller had given up before a worker was free: it was not run')
  }
}
