import { type EntrypointDecorator, type EntrypointTarget, entrypoint } from '../service/index.js'

/**
 * Calls a method once, as soon as its service runs: for services that a test makes up.
 *
 * ```ts
 * @once('tea', 2)
 * async order(sku: string, quantity: number) { ... }
 * ```
 */
export const once: <Args extends readonly unknown[]>(...args: Args) => EntrypointDecorator<Args> =
  entrypoint({
    name: 'once',
    start(target: EntrypointTarget<any>, ...args: any) {
      void target.run(args)
    },
  })
