export { type BuiltinName, builtins, isBuiltinName } from './builtins.js'
export { calledErrors } from './called-errors.js'
export {
  type ArrayConstraints,
  type NumberConstraints,
  STRING_FORMATS,
  type StringConstraints,
  type StringFormat,
} from './constraints.js'
export type {
  ConsumerDefinition,
  Contract,
  ErrorDefinition,
  EventDefinition,
  HandlerDefinition,
  HttpParameter,
  HttpRoute,
  HttpVerb,
  Injection,
  Method,
  NamedType,
  Parameter,
  SourcePosition,
  TextKind,
  TimerDefinition,
} from './contract.js'
export { findMistake } from './find-mistake.js'
export { contractHash } from './hash.js'
export { contractFromJson, contractToJson } from './json.js'
export { isObjectMap } from './map-form.js'
export { contractSchema } from './schema.js'
export type {
  ArrayType,
  BuiltinType,
  EnumMember,
  EnumType,
  LiteralType,
  MapType,
  NumberType,
  ObjectType,
  PrimitiveType,
  Property,
  RecordType,
  RefType,
  SetType,
  StringType,
  TemplateHole,
  TemplateType,
  TupleElement,
  TupleType,
  Type,
  UnionType,
} from './type.js'
