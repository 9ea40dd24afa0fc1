export { acceptsDate, decodeDate, encodeDate, isDate } from './date.js'
export { explainArguments, explainResult, formatProblems, type Problem } from './explain.js'
export type {
  MethodCodec,
  MethodSchemas,
  ParamCodec,
  SchemaIssue,
  SchemaOutcome,
  ValueSchema,
} from './method-codec.js'
export { isArray, isObject, isRecord, mapRecord } from './values.js'
