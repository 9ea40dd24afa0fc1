import type { Injection } from 'mycelia/contract'
import { ts } from 'ts-morph'
import { classChain } from './class-chain.js'
import { type Argument, argumentOf, literalOf, optionOf, unwrapped } from './literal-argument.js'
import { constantInitialiser, resolvedSymbol } from './mycelia-exports.js'
import type { Reading } from './reading.js'
import { nameOf, positionOf } from './source-position.js'

/** The tokens that a class and those that it extends inject in field initialisers. */
export function readInjects(
  service: ts.ClassLikeDeclaration,
  className: string,
  reading: Reading,
): readonly Injection[] {
  const members = classChain(service, reading.checker).flatMap((node) => [...node.members])
  return members.flatMap((member) => {
    if (!ts.isPropertyDeclaration(member) || member.initializer === undefined) return []
    const initialiser = unwrapped(member.initializer)
    const use = reading.mycelia.find(initialiser)
    const [token, options] = use?.call?.arguments ?? []
    if (use?.name !== 'inject' || token === undefined) return []
    const field = nameOf(member).getText()
    if (isMadeInline(token)) {
      reading.problems.add(token, {
        where: `${className}.${field}`,
        message: 'the token is made where it is injected, so that each instance would make another',
        hint: 'make it a constant of the module, and inject that',
      })
      return []
    }
    const service = serviceOf(token, options, reading)
    return {
      field,
      token: tokenName(token, reading),
      ...(service === undefined ? {} : { service }),
      source: positionOf(nameOf(member), reading.project.folder),
    }
  })
}

function isMadeInline(token: ts.Expression): boolean {
  const expression = unwrapped(token)
  return ts.isCallExpression(expression) || ts.isNewExpression(expression)
}

/** The token's own name, whatever it was imported as. */
function tokenName(token: ts.Expression, { checker }: Reading): string {
  const symbol = resolvedSymbol(unwrapped(token), checker)
  const isNamed = symbol !== undefined && symbol.declarations !== undefined
  return isNamed && symbol.name !== 'default' ? symbol.name : token.getText()
}

/**
 * The service that a client's token calls: what `inject` was told, or else what its definition
 * says. Undefined where that is not known before the program runs.
 */
function serviceOf(
  token: ts.Expression,
  options: ts.Expression | undefined,
  reading: Reading,
): string | undefined {
  const { checker } = reading
  const told = options && optionOf(argumentOf(options, checker), 'service', checker)
  if (told !== undefined) return textOf(told, checker)
  const typed = optionOf(argumentOf(token, checker), 'service', checker)
  const name = typed && textOf(typed, checker)
  if (name !== undefined) return name
  const declaration = resolvedSymbol(unwrapped(token), checker)?.declarations?.find(
    ts.isVariableDeclaration,
  )
  const definition = declaration && constantInitialiser(declaration)
  const use = definition && reading.mycelia.find(definition)
  const [given] = use?.call?.arguments ?? []
  if (use?.name !== 'defineClient' || given === undefined) return undefined
  const written = optionOf(argumentOf(given, checker), 'service', checker)
  return written && textOf(written, checker)
}

function textOf(argument: Argument, checker: ts.TypeChecker): string | undefined {
  const value = literalOf(argument, checker)
  return typeof value === 'string' ? value : undefined
}
