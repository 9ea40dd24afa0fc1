import { explainResult, formatProblems, type MethodCodec } from '../codec/index.js'
import { InvalidResult } from '../errors/index.js'
import { type BodyFormat, encodeResult, JSON_FORMAT } from '../wire/index.js'

/**
 * The reply to a call that has returned.
 * @throws {InvalidResult} when the result is not of the declared type, or cannot be written.
 */
export async function serveResult(
  codec: MethodCodec,
  result: unknown,
  format: BodyFormat,
): Promise<Buffer> {
  if (codec.isResult !== undefined && !codec.isResult(result)) {
    const schemas = await codec.schemas()
    const problems = explainResult(schemas.result.safeEncode(result))
    throw new InvalidResult(
      `${codec.name} returned what its type does not allow: ${formatProblems(problems)}`,
      problems,
    )
  }
  try {
    const json = codec.encodeResult === undefined ? result : codec.encodeResult(result)
    return encodeResult(json, format)
  } catch (error) {
    const why = (error as Error).message
    throw new InvalidResult(
      `${codec.name} returned what ${format === JSON_FORMAT ? 'JSON' : format.name} cannot hold: ${why}`,
    )
  }
}
