import type { Form } from './form.js'

/** `Uint8Array` travels as base64: `"3q2+7w=="`. */
export const uint8ArrayForm: Form<Uint8Array> = bytesForm(
  (value) => value instanceof Uint8Array,
  (bytes) => new Uint8Array(bytes),
  (value) => value,
)

/** `Buffer`, of Node, as {@link uint8ArrayForm}. */
export const bufferForm: Form<Buffer> = bytesForm(
  (value) => Buffer.isBuffer(value),
  (bytes) => bytes,
  (value) => value,
)

/** `ArrayBuffer`, as {@link uint8ArrayForm}. */
export const arrayBufferForm: Form<ArrayBuffer> = bytesForm(
  (value) => value instanceof ArrayBuffer,
  (bytes) => new Uint8Array(bytes).buffer,
  (value) => new Uint8Array(value),
)

function bytesForm<T>(
  is: (value: any) => boolean,
  fromBytes: (bytes: Buffer) => T,
  toBytes: (value: T) => Uint8Array,
): Form<T> {
  return {
    expected: 'bytes, as a string in base64',
    is,
    accepts: (json) => (typeof json === 'string' ? isBase64(json) : unwrap(json) !== undefined),
    decode: (json) =>
      fromBytes(typeof json === 'string' ? Buffer.from(json, 'base64') : unwrap(json)!),
    encode(value) {
      const { buffer, byteOffset, byteLength } = toBytes(value)
      return Buffer.from(buffer, byteOffset, byteLength).toString('base64')
    },
  }
}

function isBase64(text: string): boolean {
  return text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text)
}

/**
 * What kombu from 5.3 on writes for Python's `bytes`: `{"__type__": "bytes", "__value__": "text"}`
 * where they are UTF-8, otherwise `base64` (`kombu/utils/json.py`).
 */
function unwrap(json: any): Buffer | undefined {
  if (typeof json !== 'object' || json === null) return undefined
  const { __type__: type, __value__: value } = json
  if (typeof value !== 'string') return undefined
  if (type === 'bytes') return Buffer.from(value)
  return type === 'base64' && isBase64(value) ? Buffer.from(value, 'base64') : undefined
}
