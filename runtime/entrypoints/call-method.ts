import type { ErrorCodec } from '../codec/index.js'
import type { CancellableContext, ExpectedErrors, Host } from '../service/index.js'
import type { CalledMethod } from './called-methods.js'

/** What a method has thrown, as opposed to what the entrypoint raises itself. */
export class MethodFailed {
  constructor(
    readonly thrown: unknown,
    readonly options: ExpectedErrors,
    readonly declared: readonly ErrorCodec[] | undefined,
  ) {}
}

/**
 * Runs a method and makes the answer of its result. The answer is made before the call counts as
 * done: one that cannot be sent is a failed call.
 * @throws {MethodFailed} for what the method throws; what `answer` throws, as it is.
 */
export async function callMethod<Answer>(
  host: Host,
  { method, codec, options = {} }: CalledMethod,
  args: readonly unknown[],
  context: CancellableContext,
  answer: (result: unknown) => Promise<Answer>,
): Promise<Answer> {
  let refused: unknown
  const finish = async (result: unknown): Promise<Answer> => {
    try {
      return await answer(result)
    } catch (error) {
      refused = error
      throw error
    }
  }
  try {
    return await host.call(method, args, context, finish)
  } catch (error) {
    if (refused !== undefined && error === refused) throw error
    throw new MethodFailed(error, options, codec.errors)
  }
}
