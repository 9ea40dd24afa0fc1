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
  Injection,
  Method,
  NamedType,
  Parameter,
  SourcePosition,
  TimerDefinition,
} from './contract.js'
export { contractHash } from './hash.js'
export { contractFromJson, contractToJson } from './json.js'
export { contractSchema } from './schema.js'
export type {
  ArrayType,
  BuiltinType,
  EnumMember,
  EnumType,
  LiteralType,
  NumberType,
  ObjectType,
  PrimitiveType,
  Property,
  RecordType,
  RefType,
  StringType,
  TupleElement,
  TupleType,
  Type,
  UnionType,
} from './type.js'
