import type { Type } from 'mycelia/contract'
import { ts } from 'ts-morph'
import { checkSensitive, type NamedParameter } from './check-sensitive.js'
import type { DecoratedMember, EntrypointDecorator } from './decorated-members.js'
import { argumentOf, optionOf } from './literal-argument.js'
import { currentDeclaration, type MethodOwner, onlySignature } from './read-method.js'
import type { Reading } from './reading.js'
import { nameOf } from './source-position.js'
import { mentionOf } from './types/mention.js'
import type { TypeReader } from './types/read-type.js'

/**
 * What a method takes that is called with one value: the type of its parameter. A method without
 * one takes whatever comes.
 * @returns undefined when that cannot be said.
 */
export function readPayload(
  member: DecoratedMember,
  decorator: EntrypointDecorator,
  owner: MethodOwner,
  types: TypeReader,
  reading: Reading,
): Type | undefined {
  const where = `${owner.className}.${member.name}`
  const method = signatureOf(member, owner, reading)
  if (method === undefined) return undefined
  const { declaration, signature } = method
  const [parameter, second] = declaration.parameters
  if (second !== undefined || parameter?.dotDotDotToken !== undefined) {
    const taken = second === undefined ? 'any number of' : declaration.parameters.length
    reading.problems.add(second ?? parameter ?? declaration, {
      where,
      message: `the method takes ${taken} arguments, and @${decorator} gives it one`,
      hint: `write one parameter, with the type of what comes: \`${member.name}(payload: ...)\``,
    })
    return undefined
  }
  const [symbol] = signature.parameters
  if (parameter === undefined || symbol === undefined) {
    checkPaths([])
    return { kind: 'unknown' }
  }
  if (parameter.type === undefined && parameter.initializer === undefined) {
    reading.problems.add(parameter, {
      where,
      message: `the parameter \`${parameter.name.getText()}\` has no type`,
      hint: 'write one; `unknown` takes any value',
    })
    return undefined
  }
  const name = ts.isIdentifier(parameter.name) ? parameter.name.text : 'payload'
  const mention = mentionOf(where, name, nameOf(parameter), parameter.type)
  const type = reading.checker.getTypeOfSymbol(symbol)
  checkPaths([{ name, type }])
  const read =
    parameter.questionToken === undefined
      ? types.read(type, mention)
      : types.readOptional(type, mention)
  return types.constrain(read, parameter, mention)

  function checkPaths(parameters: readonly NamedParameter[]): void {
    for (const { call } of member.decorations) {
      const options = call?.arguments.at(-1)
      const sensitive =
        options && optionOf(argumentOf(options, reading.checker), 'sensitive', reading.checker)
      checkSensitive(sensitive, parameters, where, reading)
    }
  }
}

/** Refuses parameters of a method that is called without arguments. */
export function refuseParameters(
  member: DecoratedMember,
  owner: MethodOwner,
  reading: Reading,
): void {
  const method = signatureOf(member, owner, reading)
  const needed = method?.declaration.parameters.find(
    ({ questionToken, initializer, dotDotDotToken }) =>
      questionToken === undefined && initializer === undefined && dotDotDotToken === undefined,
  )
  if (needed === undefined) return
  reading.problems.add(needed, {
    where: `${owner.className}.${member.name}`,
    message: 'the method takes an argument, and @timer has none to give',
    hint: 'take the parameter away, and inject what the method needs',
  })
}

function signatureOf(
  member: DecoratedMember,
  owner: MethodOwner,
  reading: Reading,
): { declaration: ts.MethodDeclaration; signature: ts.Signature } | undefined {
  const property = reading.checker.getPropertyOfType(owner.type, member.name)
  if (property === undefined) throw new Error('instances of the class do not have it')
  const declaration = currentDeclaration(member, property)
  const where = `${owner.className}.${member.name}`
  const signature = onlySignature(property, declaration, where, reading)
  return signature && { declaration, signature }
}
