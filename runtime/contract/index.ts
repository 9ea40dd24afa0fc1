export { type BuiltinName, builtins, isBuiltinName } from './builtins.js'
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
export { isObjectMap } from './map-form.js'
export { contractSchema } from './schema.js'
export type {
  ArrayType,
  BuiltinType,
  EnumMember,
  EnumType,
  LiteralType,
  MapType,
  ObjectType,
  PrimitiveType,
  Property,
  RecordType,
  RefType,
  SetType,
  TemplateHole,
  TemplateType,
  TupleElement,
  TupleType,
  Type,
  UnionType,
} from './type.js'
