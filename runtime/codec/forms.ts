import { bigintForm } from './bigint.js'
import { arrayBufferForm, bufferForm, uint8ArrayForm } from './bytes.js'
import { acceptsDate, decodeDate, encodeDate, isDate } from './date.js'
import type { Form } from './form.js'
import { regExpForm } from './reg-exp.js'
import * as temporal from './temporal.js'
import * as arrays from './typed-arrays.js'
import { urlForm } from './url.js'

/** The forms of all built-in types that travel, by their names in TypeScript. */
export const forms: Readonly<Record<string, Form>> = {
  Date: {
    expected: 'an ISO 8601 date',
    is: isDate,
    accepts: acceptsDate,
    decode: decodeDate,
    encode: encodeDate,
  },
  bigint: bigintForm,
  URL: urlForm,
  RegExp: regExpForm,
  Uint8Array: uint8ArrayForm,
  Buffer: bufferForm,
  ArrayBuffer: arrayBufferForm,
  Int8Array: arrays.int8ArrayForm,
  Uint8ClampedArray: arrays.uint8ClampedArrayForm,
  Int16Array: arrays.int16ArrayForm,
  Uint16Array: arrays.uint16ArrayForm,
  Int32Array: arrays.int32ArrayForm,
  Uint32Array: arrays.uint32ArrayForm,
  Float32Array: arrays.float32ArrayForm,
  Float64Array: arrays.float64ArrayForm,
  BigInt64Array: arrays.bigInt64ArrayForm,
  BigUint64Array: arrays.bigUint64ArrayForm,
  'Temporal.Instant': temporal.instantForm,
  'Temporal.ZonedDateTime': temporal.zonedDateTimeForm,
  'Temporal.PlainDate': temporal.plainDateForm,
  'Temporal.PlainTime': temporal.plainTimeForm,
  'Temporal.PlainDateTime': temporal.plainDateTimeForm,
  'Temporal.PlainYearMonth': temporal.plainYearMonthForm,
  'Temporal.PlainMonthDay': temporal.plainMonthDayForm,
  'Temporal.Duration': temporal.durationForm,
}
