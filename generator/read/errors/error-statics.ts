import { ts } from 'ts-morph'
import { argumentOf, literalOf } from '../literal-argument.js'
import type { Reading } from '../reading.js'
import { nameOf } from '../source-position.js'
import { classOf, errorChain, isOfMycelia } from './error-type.js'

/** What an error's class says of itself, beside its data. */
export interface ErrorStatics {
  readonly code: string
  readonly excPath?: string
  readonly retry?: 'safe' | 'never'
  readonly status?: number
}

/** Reads the static members of an error's class; undefined, and reported, when they are not known. */
export function readErrorStatics(
  type: ts.Type,
  className: string,
  reading: Reading,
): ErrorStatics | undefined {
  const before = reading.problems.count
  // The code is the class's own; path and retry it may inherit.
  const code = codeOf(type, className, reading)
  const excPath = inherited(
    'excPath',
    "`static override readonly excPath = 'shop.errors.OutOfStock'`",
  )
  const status = inherited('status', 'a status from 400 to 599', /^[45]\d\d$/)
  const retry = inherited('retry', "`'safe'`, `'never'` or `'unknown'`", /^(?:safe|never|unknown)$/)
  if (code === undefined || reading.problems.count > before) return undefined
  return {
    code,
    ...(excPath === undefined ? {} : { excPath }),
    ...(status === undefined ? {} : { status: Number(status) }),
    ...(retry === 'safe' || retry === 'never' ? { retry } : {}),
  }

  function inherited(name: string, wanted: string, pattern = /^/): string | undefined {
    const own = errorChain(type, reading).filter((base) => !isOfMycelia(base, reading))
    const member = own.map((base) => staticMember(base, name)).find((found) => found !== undefined)
    const text = member && textOf(member, reading)
    if (member === undefined || isUndefined(member, reading)) return undefined
    if (text !== undefined && pattern.test(text)) return text
    return refuse(member, className, name, wanted, reading)
  }
}

function codeOf(type: ts.Type, className: string, reading: Reading): string | undefined {
  const member = staticMember(type, 'code')
  if (member === undefined) return className
  const text = textOf(member, reading) ?? instanceCode(type, reading)
  if (text !== undefined && text !== '') return text
  return refuse(
    member,
    className,
    'code',
    "`static override readonly code = 'orders.OutOfStock'`",
    reading,
  )
}

/** Generated classes, in the declarations of a package, have it in the type of their instances. */
function instanceCode(type: ts.Type, { checker }: Reading): string | undefined {
  const property = checker.getPropertyOfType(type, 'code')
  const literal = property && checker.getTypeOfSymbol(property)
  return literal?.isStringLiteral() ? literal.value : undefined
}

function staticMember(type: ts.Type, name: string): ts.ClassElement | undefined {
  return classOf(type)?.members.find(
    (member) => isStatic(member) && member.name?.getText() === name,
  )
}

export function isStatic(member: ts.ClassElement): boolean {
  return Boolean(ts.getCombinedModifierFlags(member) & ts.ModifierFlags.Static)
}

/** What is written wins over its type, which may have forgotten it: `code: string = '...'`. */
function textOf(member: ts.ClassElement, { checker }: Reading): string | undefined {
  const value =
    ts.isPropertyDeclaration(member) && member.initializer !== undefined
      ? argumentOf(member.initializer, checker)
      : { node: member, type: checker.getTypeAtLocation(member) }
  const literal = literalOf(value, checker)
  return typeof literal === 'boolean' ? undefined : literal?.toString()
}

function isUndefined(member: ts.ClassElement, { checker }: Reading): boolean {
  const { initializer } = member as ts.PropertyDeclaration
  const type = checker.getTypeAtLocation(initializer ?? member)
  return Boolean(type.flags & ts.TypeFlags.Undefined)
}

function refuse(
  member: ts.ClassElement,
  className: string,
  name: string,
  wanted: string,
  { problems }: Reading,
): undefined {
  problems.add(nameOf(member), {
    where: className,
    message: `the static \`${name}\` of the error is not known before the program runs`,
    hint: `write a literal: ${wanted}`,
  })
}
