import { parseDuration } from '../config/index.js'
import type { Context, Sender, SendOptions, Started, Token } from '../token/index.js'

/** How an event is emitted: `this.events.with({ timeout: '2s' }).order_created(order)`. */
export interface EmitOptions {
  /** How long to wait for the broker: `'500ms'`, `'2s'`, or milliseconds. @default the configuration's `rpc_timeout` */
  readonly timeout?: string | number
  /** Context data to send. It adds to what the service passes on. */
  readonly context?: Readonly<Record<string, unknown>>
}

/**
 * Emits events: a method for each, by the event's type. It resolves when the broker has taken the
 * event.
 */
export type EventDispatcher<Events> = {
  readonly [Type in keyof Events]: (payload: Events[Type]) => Promise<void>
} & {
  /** The same with other options. */
  with(options: EmitOptions): EventDispatcher<Events>
}

/** The token of the events that a service emits. */
export interface EventsToken<Events> extends Token<EventDispatcher<Events>> {
  /** Types by their events; it is there for the compiler and the generator. */
  readonly events: Events | undefined
}

/**
 * Makes the token of the events that a service emits: an interface with their types and what they
 * carry. Other services handle them with `@on`.
 *
 * ```ts
 * export interface OrderEvents {
 *   order_created: Order
 * }
 * export const OrderEvents = Events<OrderEvents>()
 *
 * private readonly events = inject(OrderEvents)
 * await this.events.order_created(order)
 * ```
 */
export function Events<Events extends object>(): EventsToken<Events> {
  return {
    name: 'Events',
    events: undefined,
    start({ sender }): Started<EventDispatcher<Events>> {
      const Dispatcher = dispatcherClass(sender)
      return {
        get: (context) => new Dispatcher(context, {}) as unknown as EventDispatcher<Events>,
      }
    },
  }
}

type DispatcherClass = new (context: Context, options: EmitOptions) => object

/** A class of its own for each service: an instance costs one allocation, whatever its events. */
function dispatcherClass(sender: Sender): DispatcherClass {
  class Dispatcher {
    readonly #context: Context
    readonly #options: EmitOptions

    constructor(context: Context, options: EmitOptions) {
      this.#context = context
      this.#options = options
    }

    with({ timeout, context }: EmitOptions): Dispatcher {
      const given = this.#options
      return new Dispatcher(this.#context, {
        ...given,
        ...(timeout !== undefined && { timeout }),
        ...(context !== undefined && { context: { ...given.context, ...context } }),
      })
    }

    static emit(dispatcher: Dispatcher, type: string, payload: unknown): Promise<void> {
      return sender.emit(type, payload, dispatcher.#sendOptions())
    }

    #sendOptions(): SendOptions {
      return sendOptions(this.#context, this.#options)
    }
  }
  for (const type of sender.events) {
    Object.defineProperty(Dispatcher.prototype, type, {
      value(this: Dispatcher, payload: unknown) {
        return Dispatcher.emit(this, type, payload)
      },
    })
  }
  return Dispatcher
}

/** What travels beside a message: the call's stack and data, and what the options add. */
export function sendOptions(
  context: Context,
  { timeout, context: data }: EmitOptions,
): SendOptions {
  return {
    timeout: timeout === undefined ? undefined : parseDuration(timeout),
    callIdStack: context.callIdStack,
    data: data === undefined ? context.data : { ...context.data, ...data },
    context,
  }
}
