import type { ErrorDefinition } from 'mycelia/contract'
import { ts } from 'ts-morph'
import { classChain } from '../class-chain.js'
import type { MethodOwner } from '../read-method.js'
import type { Reading } from '../reading.js'
import { positionOf } from '../source-position.js'
import type { TypeReader } from '../types/read-type.js'
import type { Callable } from './call-target.js'
import { type DocumentedError, documentedErrors } from './documented-errors.js'
import { classOf } from './error-type.js'
import { type ListedErrors, listedErrors } from './listed-errors.js'
import { extendedError, readError } from './read-error.js'
import { errorsReached, Throws } from './throws.js'

/** Reads the errors of one service. */
export interface ErrorReader {
  /**
   * The codes of the errors that a method declares: those that a decorator of it lists, or else
   * those that it throws and those that `@throws` names, at the method or at the service's class.
   */
  read(
    declaration: ts.MethodDeclaration,
    listed: ListedErrors | undefined,
    where: string,
  ): readonly string[]
  /** All errors that were read, and those that their classes extend. */
  finish(): readonly ErrorDefinition[]
}

interface Entry {
  readonly type: ts.Type
  readonly definition: ErrorDefinition
}

export function createErrorReader(
  owner: Pick<MethodOwner, 'className' | 'type'>,
  service: ts.ClassLikeDeclaration,
  types: TypeReader,
  reading: Reading,
): ErrorReader {
  const byCode = new Map<string, Entry>()
  const codes = new Map<ts.Type, string | undefined>()
  const override = overriding(owner.type, service, reading)
  const ofAll = documentedErrors(service, reading, reading.problems)

  const codeOf = (type: ts.Type, node: ts.Node): string | undefined => {
    if (codes.has(type)) return codes.get(type)
    codes.set(type, undefined)
    const base = extendedError(type, reading)
    const definition = readError(type, node, base && codeOf(base, node), types, reading)
    const other = definition && byCode.get(definition.code)
    if (definition !== undefined && other !== undefined) {
      refuseTwin(definition, other, type, node, reading)
    } else if (definition !== undefined) {
      byCode.set(definition.code, { type, definition })
      codes.set(type, definition.code)
    }
    return codes.get(type)
  }

  return {
    read(declaration, listed, where) {
      const errors =
        listed === undefined
          ? [
              ...inferred(declaration, override, reading),
              ...documentedErrors(declaration, reading, reading.problems),
              ...ofAll,
            ]
          : listedErrors(listed, where, reading)
      const found = errors.flatMap(({ type, node }) => codeOf(type, node) ?? [])
      return [...new Set(found)].sort()
    },
    finish() {
      const all = [...byCode.values()].map(({ definition }) => definition)
      return all.sort((a, b) => (a.code < b.code ? -1 : 1))
    },
  }
}

function inferred(
  declaration: ts.MethodDeclaration,
  override: (target: Callable) => Callable,
  reading: Reading,
): readonly DocumentedError[] {
  const throws = new Throws()
  throws.addCall(declaration, false)
  const reached = errorsReached(throws, reading.throwsOf, override)
  return [...reached].map(([type, node]) => ({ type, node }))
}

/** What the service's class has in place of a method that a class it extends calls on `this`. */
function overriding(
  type: ts.Type,
  service: ts.ClassLikeDeclaration,
  { checker }: Reading,
): (target: Callable) => Callable {
  const chain = new Set<ts.Node>(classChain(service, checker))
  return (target) => {
    if (!chain.has(target.parent) || !ts.isMethodDeclaration(target)) return target
    const property = checker.getPropertyOfType(type, target.name.getText())
    return property?.declarations?.find(ts.isMethodDeclaration) ?? target
  }
}

function refuseTwin(
  { code, className }: ErrorDefinition,
  other: Entry,
  type: ts.Type,
  node: ts.Node,
  { checker, problems, project }: Reading,
): void {
  const isSameClass = classOf(type) === classOf(other.type)
  const { file, line, column } = positionOf(node, project.folder)
  const [one, two] = [other.type, type].map((each) => checker.typeToString(each))
  problems.add(
    node,
    isSameClass
      ? {
          where: className,
          message: `the error is thrown as ${one} and as ${two}, and one code has data of one type`,
          hint: 'write a class for each of them, with a code of its own',
        }
      : {
          where: className,
          message: `'${code}' is the code of ${one} already, in ${other.definition.source.file}`,
          hint: `give one of the two another: \`static override readonly code = 'orders.${className}'\``,
        },
    `${code} ${file}:${line}:${column}`,
  )
}
