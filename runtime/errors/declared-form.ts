import type { ErrorCodec } from '../codec/index.js'
import { codeOf, type ServiceError } from './service-error.js'

/** What travels of an error beside its name and message. */
export interface DeclaredForm {
  readonly code: string
  /** The JSON form of its data. @default it has none */
  readonly data?: unknown
}

/**
 * An error as one of those that a method declares: of its own class, or of the nearest class that
 * it extends.
 * @returns undefined when none is declared, or its data is not what its class promises.
 */
export function declaredForm(
  error: ServiceError,
  declared: readonly ErrorCodec[],
): DeclaredForm | undefined {
  for (const code of codesOf(error)) {
    const codec = declared.find((candidate) => candidate.code === code)
    if (codec === undefined) continue
    return codec.encode === undefined ? { code } : withData(error, codec)
  }
  return undefined
}

/** Whoever checks and reads the fields of an error may meet what throws, or what JSON cannot hold. */
function withData(error: ServiceError, codec: ErrorCodec): DeclaredForm | undefined {
  try {
    if (!(codec.is?.(error) ?? true)) return undefined
    const data = codec.encode?.(error)
    JSON.stringify(data)
    return { code: codec.code, data }
  } catch {
    return undefined
  }
}

/** The error's own code, then those of the classes that its class extends. */
function* codesOf(error: ServiceError): Iterable<string> {
  yield error.code
  let type: unknown = Object.getPrototypeOf(error.constructor)
  while (typeof type === 'function' && type !== Function.prototype) {
    yield codeOf(type as typeof ServiceError)
    type = Object.getPrototypeOf(type)
  }
}
