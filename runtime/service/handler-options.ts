import type { ExpectedErrors } from './expected-errors.js'
import type { SensitiveArguments } from './sensitive.js'

/**
 * Decorates a public method of an instance that takes one value; private and static ones do not
 * compile, nor does a method that takes another type than what is sent.
 */
export type HandlerDecorator<Payload> = <
  This,
  Method extends (this: This, payload: Payload) => unknown,
>(
  method: Method,
  context: ClassMethodDecoratorContext<This, Method> & {
    readonly private: false
    readonly static: false
    readonly name: string
  },
) => void

/** How a method handles messages. */
export interface HandlerOptions extends ExpectedErrors, SensitiveArguments {
  /**
   * The method's name in the names of its queues: what a Python method is called that it takes
   * over from. @default its name in TypeScript
   */
  readonly name?: string
  /**
   * Whether a message whose handling has thrown is tried again. Without it, an error is logged and
   * the message is done with, as in Nameko. What fails each time, or with an error whose `retry` is
   * `never`, ends in the queue's dead-letter queue.
   * @default false
   */
  readonly requeueOnError?: boolean | RetryOptions
}

/** When a message is tried again. Each pause is four times as long as the one before. */
export interface RetryOptions {
  /** How often, after the first attempt. @default 5 */
  readonly retries?: number
  /** The first pause: `'1s'`, or milliseconds. @default '1s' */
  readonly delay?: string | number
  /** The longest pause. @default '5m' */
  readonly longestDelay?: string | number
}

export interface OnOptions extends HandlerOptions {
  /**
   * Which instances get the event: `service_pool`, one of each service that handles it;
   * `singleton`, one of all services; `broadcast`, every instance.
   * @default 'service_pool'
   */
  readonly handler?: 'service_pool' | 'singleton' | 'broadcast'
  /**
   * Whether events that come while no instance runs wait for one. Of a broadcast it needs an
   * `identifier`, so that an instance finds its queue again.
   * @default true; of a broadcast without an identifier false
   */
  readonly reliable?: boolean
  /** Of a broadcast: what tells this instance from the others, in every run. @default one at random */
  readonly identifier?: string
}
