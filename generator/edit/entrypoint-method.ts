import { ts } from 'ts-morph'
import { ExpectedError } from '../expected-error.js'
import { importName } from './add-import.js'
import type { EditTarget } from './edit-target.js'
import { insertLast } from './insert-member.js'
import { printSignature, type Signature, signatureOf } from './signature.js'
import { quoted } from './source-style.js'
import { refuseAtNode, type TextEdit } from './source-text.js'

/** A method that Mycelia calls, its body still to be written. */
export interface EntrypointMethod {
  /** The service on the wire, for the message of a method that is not written yet. */
  readonly service: string
  readonly method: string
  readonly signature: Signature
  /** What Mycelia calls its decorator. */
  readonly decorator: 'rpc' | 'on' | 'timer' | 'http'
  /** What the decorator is given, as in `('5s')`. @default nothing: it is not called */
  readonly given?: string
}

/** Puts a decorated method behind the members of a class, and imports its decorator. */
export function insertEntrypoint(
  { service, method, signature, decorator, given = '' }: EntrypointMethod,
  { source, node, style }: EditTarget,
): readonly TextEdit[] {
  const imported = importName(decorator, 'mycelia', source, style)
  const message = quoted(`${service}.${method} is not written yet`, style)
  const isAsync = signature.result?.startsWith('Promise<') ?? false
  const lines = [
    `@${imported.local}${given}`,
    `${isAsync ? 'async ' : ''}${method}${printSignature(signature)} {`,
    `${style.indent.unit}throw new Error(${message})${style.end}`,
    '}',
  ]
  return [...imported.edits, insertLast(lines, node, source, style)]
}

/** @throws {ExpectedError} when it is no name. */
export function checkMethodName(method: string): void {
  if (/^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(method)) return
  throw new ExpectedError(
    `${JSON.stringify(method)} cannot be the name of a method: write one as in getOrder`,
    { misused: true },
  )
}

/**
 * Lets a member pass that is a method with this signature.
 * @param wanted What is not asked for can be anything.
 * @throws {ExpectedError} that says what is there instead, and where.
 */
export function refuseOtherSignature(
  present: ts.ClassElement,
  method: string,
  wanted: Partial<Signature>,
  target: EditTarget,
): asserts present is ts.MethodDeclaration {
  if (!ts.isMethodDeclaration(present)) {
    refusePresent(present, method, ', and is no method: choose another name', target)
  }
  const found = signatureOf(present, target.source.tree)
  const { params = found.params, result = found.result } = wanted
  if (found.params.join() === params.join() && found.result === result) return
  const [is, asked] = [printSignature(found), printSignature({ params, result })]
  const conflict = ` as ${method}${is}, not as ${method}${asked}`
  refusePresent(present, method, `${conflict}: change it by hand, or choose another name`, target)
}

/** @throws {ExpectedError} that says of a member, and where, how it is there already. */
export function refusePresent(
  present: ts.ClassElement,
  method: string,
  how: string,
  { source, node }: EditTarget,
): never {
  const where = `${node.name?.text ?? 'the class'}.${method}`
  return refuseAtNode(source, present.name ?? present, `${where} is there already${how}`)
}
