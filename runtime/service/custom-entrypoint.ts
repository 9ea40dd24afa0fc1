import type { Logger } from '../log/index.js'
import type { WorkerOutcome } from '../token/index.js'
import { addEntrypoint } from './metadata.js'
import { methodContext } from './standard-context.js'

/** The decorated method, as an entrypoint of your own sees it. */
export interface EntrypointTarget<Args extends readonly unknown[]> {
  /** The service's name on the wire. */
  readonly service: string
  /** The method's name. */
  readonly method: string
  readonly log: Logger
  /** The substituted configuration file, the user's own keys included. */
  readonly config: Readonly<Record<string, unknown>>
  /**
   * Runs the method in a worker: at once, or when one is free. It never rejects; a failure is logged.
   * @returns how the call has ended. Once the service stops, calls that have not begun end in
   * `Overloaded`, without having been run.
   */
  run(args: Args, options?: WorkerOptions): Promise<WorkerOutcome>
}

export interface WorkerOptions {
  /** Context data, as a caller of a service sends it. @default none */
  readonly context?: Readonly<Record<string, unknown>>
  /** Ids of the calls that led here, oldest first. @default none */
  readonly callIdStack?: readonly string[]
  /** When nobody waits any more, in milliseconds since the epoch. @default never */
  readonly deadline?: number
}

/** Another way in which calls come in. */
export interface EntrypointOptions<
  Args extends readonly unknown[],
  Options extends readonly unknown[],
  Started,
> {
  /** What its decorator is called, for messages. */
  readonly name: string
  /**
   * Begins to take calls for one method, when all that the service injects is there. What it throws
   * stops the service's start.
   * @param options What the decorator was given.
   */
  start(target: EntrypointTarget<Args>, ...options: Options): Started | Promise<Started>
  /** Takes no more. Calls under way are waited for after it. @default nothing */
  stop?(started: Started): void | Promise<void>
}

/** Decorates a public method of an instance that takes what the entrypoint gives it. */
export type EntrypointDecorator<Args extends readonly unknown[]> = <
  This,
  Method extends (this: This, ...args: Args) => unknown,
>(
  method: Method,
  context: ClassMethodDecoratorContext<This, Method> & {
    readonly private: false
    readonly static: false
    readonly name: string
  },
) => void

/** What a decorator made by {@link entrypoint} leaves on a class. */
export interface CustomEntrypoint {
  readonly kind: 'custom'
  readonly method: string
  /** Tells one way from another: a class that decorates a method anew replaces its own. */
  readonly definition: EntrypointOptions<any, any, any>
  readonly options: readonly unknown[]
}

/**
 * Makes a decorator for another way in which calls come in: a socket, a file, a notification.
 *
 * ```ts
 * export const onNewFile = entrypoint({
 *   name: 'onNewFile',
 *   start(target: EntrypointTarget<[file: string]>, folder: string) {
 *     return watch(folder, (_, file) => void target.run([String(file)]))
 *   },
 *   stop: (watcher) => watcher.close(),
 * })
 *
 * @onNewFile('inbox')
 * async read(file: string) { ... }
 * ```
 */
export function entrypoint<
  Args extends readonly unknown[],
  Options extends readonly unknown[],
  Started,
>(
  definition: EntrypointOptions<Args, Options, Started>,
): (...options: Options) => EntrypointDecorator<Args> {
  return (...options) =>
    (_method, context, ...others: readonly unknown[]) => {
      const { method, metadata } = methodContext(`@${definition.name}`, context, others[0])
      addEntrypoint(metadata, { kind: 'custom', method, definition, options })
    }
}
