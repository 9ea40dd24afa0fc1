import type { ConsumerDefinition } from 'mycelia/contract'
import type { ts } from 'ts-morph'
import { findDecoratedMembers } from './decorated-members.js'
import { argumentOf, literalOf, optionOf } from './literal-argument.js'
import type { MethodOwner } from './read-method.js'
import { readPayload } from './read-payload.js'
import type { Reading } from './reading.js'
import { nameOf, positionOf } from './source-position.js'
import type { TypeReader } from './types/read-type.js'

/** The methods of a service that consume queues. */
export function readConsumers(
  service: ts.ClassLikeDeclaration,
  owner: MethodOwner,
  types: TypeReader,
  reading: Reading,
): readonly ConsumerDefinition[] {
  const seen = new Set<string>()
  return findDecoratedMembers(service, owner.className, 'consume', reading).flatMap((member) => {
    const where = `${owner.className}.${member.name}`
    const payload = readPayload(member, 'consume', owner, types, reading)
    return member.decorations.flatMap(({ call, node }) => {
      const [given] = call?.arguments ?? []
      const queue = given && queueName(given, reading)
      if (queue === undefined) {
        reading.problems.add(given ?? node, {
          where,
          message: 'the queue is not known before the program runs',
          hint: "write its name as a literal: `@consume('invoices')`",
        })
        return []
      }
      if (seen.has(queue)) {
        reading.problems.add(node, {
          where,
          message: `the queue '${queue}' is consumed twice, and each message would go to one of the two`,
          hint: 'take one @consume away',
        })
      }
      seen.add(queue)
      const source = positionOf(nameOf(member.node), reading.project.folder)
      return payload === undefined ? [] : [{ method: member.name, queue, payload, source }]
    })
  })
}

function queueName(given: ts.Expression, { checker }: Reading): string | undefined {
  const argument = argumentOf(given, checker)
  const name = optionOf(argument, 'name', checker) ?? argument
  const value = literalOf(name, checker)
  return typeof value === 'string' && value !== '' ? value : undefined
}
