import type { ValueSchema } from './method-codec.js'

/**
 * The payload of an event or a message as it crosses the wire. Generated: for an event that a
 * service emits the functions that send it, for a method that handles one those that receive it.
 *
 * A function that is absent means that there is nothing to do.
 */
export interface PayloadCodec<Payload = any> {
  /** The event's type, or the handler's name in the names of its queues. */
  readonly name: string
  /** Whether a value may be sent. @default all may */
  readonly is?: (value: any) => boolean
  /** The JSON form of a value: declared properties only. */
  readonly encode?: (value: Payload) => unknown
  /** Whether a JSON value is what the handler takes. @default all are */
  readonly accepts?: (json: any) => boolean
  /** The value of an accepted JSON form. */
  readonly decode?: (json: any) => Payload
  /** The same knowledge as a schema, loaded to explain a refusal. */
  readonly schema: () => Promise<ValueSchema>
}
