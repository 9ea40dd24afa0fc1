import { MalformedRequest } from '../errors/index.js'
import type { IncomingMessage } from '../transport/index.js'
import { refuseCharset, typeOf } from './content-type.js'
import { JSON_FORMAT } from './json-format.js'
import { unspoken } from './python-serializers.js'
import type { BodyFormat } from './serializer.js'

export interface SerializersOptions {
  /** What is sent is written with it. */
  readonly main: BodyFormat
  /** With what a request can be answered that was written with it. */
  readonly known: readonly BodyFormat[]
  /** What is read. */
  readonly accepted: readonly BodyFormat[]
}

type Marked = Pick<IncomingMessage, 'contentType' | 'contentEncoding'>

/** How the bodies of messages are written and read. */
export class Serializers {
  readonly main: BodyFormat
  readonly #known: ReadonlyMap<string, BodyFormat>
  readonly #accepted: ReadonlySet<BodyFormat>

  constructor({ main, known, accepted }: SerializersOptions) {
    this.main = main
    this.#known = new Map([JSON_FORMAT, ...known].map((format) => [format.contentType, format]))
    this.#accepted = new Set(accepted)
  }

  /**
   * How a message is read. One that does not say what it is counts as JSON.
   * @throws {MalformedRequest} when it is of a type that is not accepted.
   */
  reading(message: Marked): BodyFormat {
    const format = this.#find(message.contentType)
    if (format === undefined || !this.#accepted.has(format)) throw this.#refusal(message)
    if (format.contentEncoding !== 'binary') refuseCharset(message)
    return format
  }

  /**
   * How a reply is read: JSON also where it is not accepted otherwise, because who cannot read a
   * request says so in JSON.
   * @throws {MalformedRequest} when it is of a type that is not accepted.
   */
  readingReply(message: Marked): BodyFormat {
    return this.#find(message.contentType) === JSON_FORMAT ? JSON_FORMAT : this.reading(message)
  }

  /** How a request is answered: as it was written, if that can be done. */
  answering({ contentType }: Marked): BodyFormat {
    return this.#find(contentType) ?? this.main
  }

  #find(contentType: string | undefined): BodyFormat | undefined {
    if (contentType === undefined || contentType === JSON_FORMAT.contentType) return JSON_FORMAT
    return this.#known.get(contentType) ?? this.#known.get(typeOf(contentType))
  }

  #refusal({ contentType }: Marked): MalformedRequest {
    const types = [...this.#accepted].map((format) => format.contentType).join(', ')
    if (contentType === undefined) {
      return new MalformedRequest(`it has no content type; what is accepted is ${types}`)
    }
    const why = unspoken(typeOf(contentType))
    return new MalformedRequest(
      `content type "${contentType}" is not accepted, but ${types}${why === undefined ? '' : `: ${why}`}`,
    )
  }
}

/** What is in force unless something else is configured. */
export const JSON_ALONE: Serializers = new Serializers({
  main: JSON_FORMAT,
  known: [],
  accepted: [JSON_FORMAT],
})
