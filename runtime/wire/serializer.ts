/**
 * A way to write values as the body of a message, and to read them from it. Values are in the form
 * that JSON has: text for a `Date`, nothing that is `undefined`.
 */
export interface Serializer {
  /** What the configuration's `serializer` and `ACCEPT` call it. */
  readonly name: string
  /** What marks its messages: `application/cbor`. */
  readonly contentType: string
  /** `utf-8` when its bodies are text. @default 'binary' */
  readonly contentEncoding?: 'utf-8' | 'binary'
  /** What it throws is told to who sends, a service's result being answered with `InvalidResult`. */
  encode(value: unknown): Uint8Array | string
  /** What it throws is told to the peer: the message is refused with `MalformedRequest`. */
  decode(body: Buffer): unknown
}

/** A serialiser as messages are written and read with it. */
export interface BodyFormat extends Required<Serializer> {
  encode(value: unknown): Buffer
  /** @throws {UnreadableBody} */
  decode(body: Buffer): unknown
}
