import { explainResult, formatProblems, type MethodCodec } from '../codec/index.js'
import { InvalidResult } from '../errors/index.js'
import { encodeResult } from '../wire/index.js'

/**
 * The reply to a call that has returned.
 * @throws {InvalidResult} when the result is not of the declared type, or cannot be written as JSON.
 */
export function serveResult(codec: MethodCodec, result: unknown): Promise<Buffer> {
  return writeResult(codec, result, encodeResult)
}

/**
 * What is sent for a result in its JSON form.
 * @throws {InvalidResult} when the result is not of the declared type, or cannot be written.
 */
export async function writeResult<T>(
  codec: MethodCodec,
  result: unknown,
  write: (json: unknown) => T,
): Promise<T> {
  if (codec.isResult !== undefined && !codec.isResult(result)) {
    const schemas = await codec.schemas()
    const problems = explainResult(schemas.result.safeEncode(result))
    throw new InvalidResult(
      `${codec.name} returned what its type does not allow: ${formatProblems(problems)}`,
      problems,
    )
  }
  try {
    return write(codec.encodeResult === undefined ? result : codec.encodeResult(result))
  } catch (error) {
    const why = (error as Error).message
    throw new InvalidResult(`${codec.name} returned what JSON cannot hold: ${why}`)
  }
}
