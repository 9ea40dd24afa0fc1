export type { ClientFieldRequest } from './client-field.js'
export { type DiffLine, diffLines } from './diff-lines.js'
export { addToClass, type ClassFile, type MemberRequest } from './edit-class.js'
export type { RpcMethodRequest } from './rpc-method.js'
