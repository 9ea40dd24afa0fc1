import { ts } from 'ts-morph'
import type { EditTarget } from './edit-target.js'
import {
  checkMethodName,
  insertEntrypoint,
  refuseOtherSignature,
  refusePresent,
} from './entrypoint-method.js'
import { memberCalled } from './insert-member.js'
import { parseSignature } from './signature.js'
import type { TextEdit } from './source-text.js'

/** A method that callers can call. */
export interface RpcMethodRequest {
  readonly kind: 'rpc'
  /** The service on the wire, for the message of a method that is not written yet. */
  readonly service: string
  readonly method: string
  /** Each as in `name: string`. */
  readonly params: readonly string[]
  /** @default `void`; of a method that is there already: whatever it returns */
  readonly returns?: string
}

/** Adds a decorated method whose body is still to be written. */
export function addRpcMethod(request: RpcMethodRequest, target: EditTarget): readonly TextEdit[] {
  const { method, service, params, returns } = request
  const wanted = parseSignature(params, returns)
  checkMethodName(method)
  const present = memberCalled(method, target.node)
  if (present !== undefined) {
    refuseOtherSignature(present, method, wanted, target)
    if ((ts.getDecorators(present) ?? []).length > 0) return []
    refusePresent(present, method, ', without @rpc: write it above the method', target)
  }
  const signature = { ...wanted, result: wanted.result ?? 'void' }
  return insertEntrypoint({ service, method, signature, decorator: 'rpc' }, target)
}
