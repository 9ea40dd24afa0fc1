import { ts } from 'ts-morph'
import { type Argument, literalOf, literalsOf } from './literal-argument.js'
import type { Reading } from './reading.js'

/** A parameter by the name with which paths begin. */
export interface NamedParameter {
  readonly name: string
  readonly type: ts.Type
}

/**
 * Checks that every path of the option `sensitive` leads somewhere: one that is mistyped would
 * hide nothing.
 */
export function checkSensitive(
  option: Argument | undefined,
  parameters: readonly NamedParameter[],
  where: string,
  reading: Reading,
): void {
  if (option === undefined) return
  const { checker, problems } = reading
  const single = literalOf(option, checker)
  const paths = single === undefined ? literalsOf(option, checker) : [single]
  const refuse = (message: string, hint: string) =>
    problems.add(option.node, { where, message, hint })
  if (paths === undefined) {
    refuse(
      'the option `sensitive` is not known before the program runs',
      "write a literal, or a list of them: `sensitive: ['card.number']`",
    )
    return
  }
  for (const path of paths) {
    const [root, ...steps] = typeof path === 'string' ? splitPath(path) : []
    const parameter = parameters.find(({ name }) => name === root)
    if (parameter !== undefined && leadsSomewhere(parameter.type, steps, checker)) continue
    const names = parameters.map(({ name }) => name).join(', ')
    refuse(
      `the sensitive argument '${path}' fits no argument of the method`,
      names === ''
        ? 'take it away: the method has no parameters'
        : `begin with a parameter (${names}), and go on with what its type has: 'card.number', 'items[0].pin'`,
    )
  }
}

/** `items[0].pin` is `items`, `[0]`, `pin`; nothing, when it is not a path. */
function splitPath(path: string): readonly string[] {
  const isPath =
    /^[\p{ID_Start}$_][\p{ID_Continue}$]*(?:\.[\p{ID_Start}$_][\p{ID_Continue}$]*|\[(?:\d+|\*)\])*$/u
  return isPath.test(path) ? (path.match(/\[[^\]]*\]|[^.[\]]+/g) ?? []) : []
}

function leadsSomewhere(
  type: ts.Type,
  [step, ...rest]: readonly string[],
  checker: ts.TypeChecker,
): boolean {
  if (step === undefined) return true
  // What is not known may have anything.
  if (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) return true
  const parts = type.isUnion() ? type.types : [type]
  return parts.some((part) => {
    const next = step.startsWith('[') ? itemOf(part, checker) : propertyOf(part, step, checker)
    return next !== undefined && leadsSomewhere(next, rest, checker)
  })
}

function itemOf(type: ts.Type, checker: ts.TypeChecker): ts.Type | undefined {
  if (!checker.isArrayType(type) && !checker.isTupleType(type)) return undefined
  return checker.getIndexTypeOfType(type, ts.IndexKind.Number)
}

function propertyOf(type: ts.Type, name: string, checker: ts.TypeChecker): ts.Type | undefined {
  if (!(type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection))) return undefined
  if (checker.isArrayType(type) || checker.isTupleType(type)) return undefined
  const property = checker.getPropertyOfType(type, name)
  return property === undefined
    ? checker.getIndexTypeOfType(type, ts.IndexKind.String)
    : checker.getTypeOfSymbol(property)
}
