import { Buffer } from 'node:buffer'
import type { HandlerDefinition, Type } from 'mycelia/contract'
import type { ts } from 'ts-morph'
import { type DecoratedMember, findDecoratedMembers } from './decorated-members.js'
import { DecoratorOptions, isBoolean, isOneOf, isString } from './decorator-options.js'
import { readEventReference } from './event-reference.js'
import type { Decoration } from './mycelia-exports.js'
import type { MethodOwner } from './read-method.js'
import { readPayload } from './read-payload.js'
import type { Reading } from './reading.js'
import { nameOf, positionOf } from './source-position.js'
import type { TypeReader } from './types/read-type.js'
import { toWireName } from './wire-name.js'

const HANDLERS = ['service_pool', 'singleton', 'broadcast'] as const

/** Bytes that a queue's name may have, less those that the names of its retry queues add. */
const LONGEST_QUEUE = 255 - '--retry-1234567890'.length

/** Bytes of the identifier that a broadcast's queue is given. */
const IDENTIFIER = 33

/** The methods of a service that handle events. */
export function readHandlers(
  service: ts.ClassLikeDeclaration,
  owner: MethodOwner,
  types: TypeReader,
  reading: Reading,
): readonly HandlerDefinition[] {
  const queues = new Map<string, string>()
  return findDecoratedMembers(service, owner.className, 'on', reading).flatMap((member) => {
    const payload = readPayload(member, 'on', owner, types, reading)
    const wireName = readWireName(member, owner, reading)
    return member.decorations.flatMap((decoration) => {
      const named = { member, wireName, payload: payload ?? ({ kind: 'unknown' } as const) }
      const handler = readHandler(decoration, named, owner, reading)
      if (handler === undefined) return []
      checkQueue(handler, decoration, owner, queues, reading)
      return [handler]
    })
  })
}

interface NamedMember {
  readonly member: DecoratedMember
  readonly wireName: string
  readonly payload: Type
}

function readHandler(
  { call, node }: Decoration,
  { member, wireName, payload }: NamedMember,
  owner: MethodOwner,
  reading: Reading,
): HandlerDefinition | undefined {
  const where = `${owner.className}.${member.name}`
  const event = call && readEventReference(call, where, reading)
  if (event === undefined) return undefined
  const options = new DecoratorOptions(event.options, '@on', where, reading)
  const handler = options.literal('handler', isOneOf(HANDLERS), `one of ${HANDLERS.join(', ')}`)
  const reliable = options.literal('reliable', isBoolean, '`true` or `false`')
  if (handler === 'broadcast' && reliable === true && !options.has('identifier')) {
    reading.problems.add(options.find('reliable')?.node ?? node, {
      where,
      message:
        'a broadcast is to be reliable, and nothing tells the queue of this instance from the others',
      hint: 'give each instance an `identifier` that it keeps, or take `reliable` away',
    })
  }
  return {
    method: member.name,
    wireName,
    from: event.source,
    type: event.type,
    handler: handler ?? 'service_pool',
    payload,
    source: positionOf(nameOf(member.node), reading.project.folder),
  }
}

/** One method has one name in the names of all its queues. */
function readWireName(member: DecoratedMember, owner: MethodOwner, reading: Reading): string {
  const where = `${owner.className}.${member.name}`
  const names = member.decorations.flatMap(({ call, node }) => {
    const options = call?.arguments.at(-1)
    const given = new DecoratorOptions(options, '@on', where, reading)
    // A source that is a string has no options.
    const name = given.literal('name', isString, "a literal: `name: 'on_order_created'`")
    return name === undefined ? [] : [{ name, node }]
  })
  const [first] = names
  if (first === undefined) return toWireName(member.name, owner.naming)
  const other = names.find(({ name }) => name !== first.name)
  if (other !== undefined) {
    reading.problems.add(other.node, {
      where,
      message: `the method is called '${first.name}' and '${other.name}'`,
      hint: 'give it one name in all its @on',
    })
  }
  return first.name
}

function checkQueue(
  { from, type, handler, wireName, method }: HandlerDefinition,
  { node }: Decoration,
  owner: MethodOwner,
  queues: Map<string, string>,
  { problems }: Reading,
): void {
  const where = `${owner.className}.${method}`
  const event = `evt-${from}-${type}`
  const queue = handler === 'singleton' ? event : `${event}--${owner.name}.${wireName}`
  const other = queues.get(queue)
  queues.set(queue, method)
  if (other !== undefined) {
    const who = other === method ? 'the method' : `\`${other}\``
    problems.add(node, {
      where,
      message: `${who} takes the same event from the same queue, and each event would go to one of the two`,
      hint:
        other === method
          ? 'take one @on away'
          : 'handle the event in one method, or as service_pool',
    })
  }
  const length = Buffer.byteLength(queue) + (handler === 'broadcast' ? IDENTIFIER : 0)
  if (length > LONGEST_QUEUE) {
    problems.add(node, {
      where,
      message: `the queue '${queue}' has a longer name than the ${LONGEST_QUEUE} bytes that there are for it`,
      hint: "give the method a shorter name: `@on(..., { name: '...' })`",
    })
  }
}
