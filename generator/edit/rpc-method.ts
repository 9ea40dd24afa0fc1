import { ts } from 'ts-morph'
import { ExpectedError } from '../expected-error.js'
import { importName } from './add-import.js'
import type { EditTarget } from './edit-target.js'
import { insertLast, memberCalled } from './insert-member.js'
import { parseSignature, printSignature, type Signature, signatureOf } from './signature.js'
import { quoted } from './source-style.js'
import { refuseAtNode, type TextEdit } from './source-text.js'

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
  const { source, node, style } = target
  const signature = parseSignature(params, returns)
  checkName(method)
  const present = memberCalled(method, node)
  if (present !== undefined) {
    refuseOther(present, request, signature, target)
    return []
  }
  const rpc = importName('rpc', 'mycelia', source, style)
  const { unit } = style.indent
  const result = signature.result ?? 'void'
  const message = quoted(`${service}.${method} is not written yet`, style)
  const lines = [
    `@${rpc.local}`,
    `${isPromise(result) ? 'async ' : ''}${method}${printSignature({ ...signature, result })} {`,
    `${unit}throw new Error(${message})${style.end}`,
    '}',
  ]
  return [...rpc.edits, insertLast(lines, node, source, style)]
}

function checkName(method: string): void {
  if (/^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(method)) return
  throw new ExpectedError(
    `${JSON.stringify(method)} cannot be the name of a method: write one as in getOrder`,
    { misused: true },
  )
}

/** Lets a method pass that is what was asked for. */
function refuseOther(
  present: ts.ClassElement,
  { method }: RpcMethodRequest,
  wanted: Signature,
  { source, node }: EditTarget,
): void {
  const where = `${node.name?.text ?? 'the class'}.${method}`
  const place = present.name ?? present
  if (!ts.isMethodDeclaration(present)) {
    refuseAtNode(source, place, `${where} is there already, and is no method: choose another name`)
  }
  const found = signatureOf(present, source.tree)
  const sameParams = found.params.join() === wanted.params.join()
  const sameResult = wanted.result === undefined || wanted.result === found.result
  if (!sameParams || !sameResult) {
    const asked = printSignature({ ...wanted, result: wanted.result ?? found.result })
    refuseAtNode(
      source,
      place,
      `${where} is there already as ${method}${printSignature(found)}, not as ${method}${asked}: change it by hand, or choose another name`,
    )
  }
  if ((ts.getDecorators(present) ?? []).length === 0) {
    refuseAtNode(
      source,
      place,
      `${where} is there already, without @rpc: write it above the method`,
    )
  }
}

function isPromise(type: string): boolean {
  return type.startsWith('Promise<')
}
