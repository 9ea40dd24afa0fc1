import { ExpectedError } from '../expected-error.js'
import type { EditTarget } from './edit-target.js'
import {
  checkMethodName,
  insertEntrypoint,
  refuseOtherSignature,
  refusePresent,
} from './entrypoint-method.js'
import { memberCalled } from './insert-member.js'
import { parseSignature, type Signature } from './signature.js'
import { quoted, type SourceStyle } from './source-style.js'
import type { TextEdit } from './source-text.js'

/** A method that answers HTTP requests. */
export interface HttpMethodRequest {
  readonly kind: 'http'
  /** The service on the wire, for the message of a method that is not written yet. */
  readonly service: string
  readonly method: string
  /** As in `GET`. */
  readonly verb: string
  /** As in `/orders/:id`. */
  readonly path: string
  /** Each as in `id: number`. @default those that the path names, as strings */
  readonly params: readonly string[]
  /** @default `void`; of a method that is there already: whatever it returns */
  readonly returns?: string
  /** Of an answer that is no error. @default 200, or 204 where it returns nothing */
  readonly status?: number
  /** Whether the method answers these requests already, in whatever way that is written. */
  readonly isThere: boolean
}

const VERBS: readonly string[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']

/** Adds a method that answers HTTP requests, its body still to be written. */
export function addHttpMethod(request: HttpMethodRequest, target: EditTarget): readonly TextEdit[] {
  const { service, method, verb, isThere } = request
  if (!VERBS.includes(verb)) misused(`${JSON.stringify(verb)} is none of ${VERBS.join(', ')}`)
  const { params, result } = parseSignature(request.params, request.returns)
  const given = `(${httpArguments(request, target.style)})`
  checkMethodName(method)
  const present = memberCalled(method, target.node)
  if (present !== undefined) {
    const wanted = { ...(params.length > 0 && { params }), ...(result !== undefined && { result }) }
    refuseOtherSignature(present, method, wanted, target)
    if (isThere) return []
    refusePresent(present, method, `, without @http${given}: write it above the method`, target)
  }
  const signature = { params: [...inPath(request, params), ...params], result: result ?? 'void' }
  return insertEntrypoint({ service, method, signature, decorator: 'http', given }, target)
}

function httpArguments({ verb, path, status }: HttpMethodRequest, style: SourceStyle): string {
  const options = status === undefined ? '' : `, { status: ${status} }`
  return `${quoted(verb, style)}, ${quoted(path, style)}${options}`
}

/** The parameters that a path names and nobody has said anything of. */
function inPath({ path }: HttpMethodRequest, params: Signature['params']): Signature['params'] {
  const known = new Set(params.map((param) => /^[\p{ID_Continue}$]+/u.exec(param)?.[0]))
  const names = [...path.matchAll(/(?<=\/):([\p{ID_Start}$_][\p{ID_Continue}$]*)(?=\/|$)/gu)]
  return names.flatMap(([, name]) => (known.has(name) ? [] : [`${name}: string`]))
}

function misused(message: string): never {
  throw new ExpectedError(message, { misused: true })
}
