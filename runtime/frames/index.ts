export { ByteReader } from './byte-reader.js'
export { ByteWriter } from './byte-writer.js'
export {
  type BasicProperties,
  decodeProperties,
  encodeContentHeader,
  encodeProperties,
  rawProperties,
  readBodySize,
} from './content-header.js'
export { type Decimal, type Field, type FieldTable, readTable, writeTable } from './field-table.js'
export { FrameError } from './frame-error.js'
export {
  encodeFrame,
  FRAME_BODY,
  FRAME_HEADER,
  FRAME_HEARTBEAT,
  FRAME_METHOD,
  FRAME_OVERHEAD,
  type Frame,
  FrameReader,
  writeFrame,
} from './frame-reader.js'
export { decodeMethod, encodeMethod, type Method, methodId, writeMethod } from './method-codec.js'
export type { MethodFields, MethodName } from './methods.js'
