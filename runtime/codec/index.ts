export { bigintForm } from './bigint.js'
export { arrayBufferForm, bufferForm, uint8ArrayForm } from './bytes.js'
export { isBoolean, isExact, isNever, isObject, isRecord, isRest, isString, own } from './checks.js'
export { isMap, isSet } from './collections.js'
export {
  hasMaxLength,
  hasMinLength,
  isMultipleOf,
  isUnique,
  matches,
} from './constraints.js'
export { acceptsDate, decodeDate, encodeDate, hasDateForm, isDate } from './date.js'
export type { ErrorCodec } from './error-codec.js'
export {
  explainArguments,
  explainResult,
  explainSent,
  explainValue,
  formatProblems,
  type Problem,
} from './explain.js'
export { type Fit, mapFitting, merge } from './fitting.js'
export type { Form } from './form.js'
export { hasFormat } from './formats.js'
export { forms } from './forms.js'
export { mapRecord, mapRest, mapTuple } from './maps.js'
export type {
  MethodCodec,
  MethodSchemas,
  ParamCodec,
  SchemaIssue,
  SchemaOutcome,
  ValueSchema,
} from './method-codec.js'
export type { PayloadCodec } from './payload-codec.js'
export { regExpForm } from './reg-exp.js'
export { isNumberKey, isTemplate } from './template.js'
export {
  durationForm,
  instantForm,
  plainDateForm,
  plainDateTimeForm,
  plainMonthDayForm,
  plainTimeForm,
  plainYearMonthForm,
  zonedDateTimeForm,
} from './temporal.js'
export {
  bigInt64ArrayForm,
  bigUint64ArrayForm,
  float32ArrayForm,
  float64ArrayForm,
  int8ArrayForm,
  int16ArrayForm,
  int32ArrayForm,
  uint8ClampedArrayForm,
  uint16ArrayForm,
  uint32ArrayForm,
} from './typed-arrays.js'
export { urlForm } from './url.js'
