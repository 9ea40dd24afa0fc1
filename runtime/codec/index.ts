export { isArray, isBoolean, isNever, isObject, isRecord, isRest, isString, own } from './checks.js'
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
  explainValue,
  formatProblems,
  type Problem,
} from './explain.js'
export { type Fit, mapFitting, merge } from './fitting.js'
export { hasFormat } from './formats.js'
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
