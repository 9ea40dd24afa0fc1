import { ts } from 'ts-morph'
import { ExpectedError } from '../expected-error.js'
import { importName } from './add-import.js'
import type { EditTarget } from './edit-target.js'
import { insertField, memberCalled } from './insert-member.js'
import { refuseAtNode, type TextEdit } from './source-text.js'

/** A field with the client of another service. */
export interface ClientFieldRequest {
  readonly kind: 'client'
  readonly field: string
  /** The client in code: `GreetingClient`. */
  readonly client: string
  /** The module that exports it, as the class's file imports it. */
  readonly module: string
}

/** Adds a field that the client is injected into. */
export function addClientField(
  { field, client, module }: ClientFieldRequest,
  { source, node, style }: EditTarget,
): readonly TextEdit[] {
  checkName(field)
  const token = importName(client, module, source, style)
  const inject = importName('inject', 'mycelia', source, style)
  const value = `${inject.local}(${token.local})`
  const present = memberCalled(field, node)
  if (present !== undefined) {
    if (isInjected(present, inject.local, token.local)) return []
    const where = `${node.name?.text ?? 'the class'}.${field}`
    refuseAtNode(
      source,
      present.name ?? present,
      `${where} is there already, and is not ${value}: choose another name for the field`,
    )
  }
  const line = `private readonly ${field} = ${value}${style.end}`
  return [...token.edits, ...inject.edits, insertField(line, node, source, style)]
}

function isInjected(member: ts.ClassElement, inject: string, token: string): boolean {
  if (!ts.isPropertyDeclaration(member) || member.initializer === undefined) return false
  const { initializer } = member
  return (
    ts.isCallExpression(initializer) &&
    initializer.expression.getText() === inject &&
    initializer.arguments[0]?.getText() === token
  )
}

function checkName(field: string): void {
  if (/^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(field) && field !== 'constructor') return
  throw new ExpectedError(
    `${JSON.stringify(field)} cannot be the name of a field: write one as in greeting`,
    { misused: true },
  )
}
