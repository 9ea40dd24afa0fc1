import { ts } from 'ts-morph'
import { ExpectedError } from '../expected-error.js'
import { addClientField, type ClientFieldRequest } from './client-field.js'
import type { EditTarget } from './edit-target.js'
import { addEventMethod, type EventMethodRequest } from './event-method.js'
import { addHttpMethod, type HttpMethodRequest } from './http-method.js'
import { addRpcMethod, type RpcMethodRequest } from './rpc-method.js'
import { styleOf } from './source-style.js'
import { applyEdits, parseSource, type SourceText, type TextEdit } from './source-text.js'
import { addTimerMethod, type TimerMethodRequest } from './timer-method.js'

/** What can be added to a service's class. */
export type MemberRequest =
  | RpcMethodRequest
  | ClientFieldRequest
  | EventMethodRequest
  | TimerMethodRequest
  | HttpMethodRequest

/** How each kind is added. A new kind is a line here and a file of its own. */
const KINDS: {
  readonly [Kind in MemberRequest['kind']]: (
    request: Extract<MemberRequest, { readonly kind: Kind }>,
    target: EditTarget,
  ) => readonly TextEdit[]
} = {
  rpc: addRpcMethod,
  client: addClientField,
  event: addEventMethod,
  timer: addTimerMethod,
  http: addHttpMethod,
}

export interface ClassFile {
  /** From the project's folder. */
  readonly file: string
  readonly text: string
  readonly className: string
}

/**
 * Adds a member to a class.
 * @returns the file's new text: the same when the member is there already.
 * @throws {ExpectedError} when another member, or another name, stands in the way.
 */
export function addToClass(request: MemberRequest, { file, text, className }: ClassFile): string {
  const source = parseSource(file, text)
  const node = findClass(source, className)
  const target: EditTarget = { source, node, style: styleOf(source, node) }
  const add = KINDS[request.kind] as (
    request: MemberRequest,
    target: EditTarget,
  ) => readonly TextEdit[]
  return applyEdits(text, add(request, target))
}

function findClass({ file, tree }: SourceText, className: string): ts.ClassLikeDeclaration {
  let found: ts.ClassLikeDeclaration | undefined
  const visit = (node: ts.Node): void => {
    if (ts.isClassDeclaration(node) && node.name?.text === className) found ??= node
    ts.forEachChild(node, visit)
  }
  visit(tree)
  if (found !== undefined) return found
  throw new ExpectedError(`${file} declares no class ${className}: write it there by hand`)
}
