import type { ValueSchema } from './method-codec.js'

/**
 * The data of a declared error as it crosses the wire. Generated, one for each class; client and
 * server stand on the same one. An error without data has nothing but its code here.
 */
export interface ErrorCodec<Data = any> {
  /** What the error is recognised by. */
  readonly code: string
  /** What a method that is called over HTTP answers with it. @default 422 */
  readonly status?: number
  /** Whether an error has the data that it should. @default it does */
  readonly is?: (error: any) => boolean
  /** The JSON form of an error's data: declared properties only. @default it has none */
  readonly encode?: (error: any) => unknown
  /** Whether a JSON value is the data in its JSON form. @default `is` */
  readonly accepts?: (json: any) => boolean
  /** The data of an accepted JSON form. */
  readonly decode?: (json: any) => Data
  /** The same knowledge as a schema, loaded to explain a refusal. */
  readonly schema?: () => Promise<ValueSchema>
}
