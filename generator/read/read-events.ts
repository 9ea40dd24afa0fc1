import { Buffer } from 'node:buffer'
import type { EventDefinition } from 'mycelia/contract'
import { ts } from 'ts-morph'
import { classChain } from './class-chain.js'
import { docOf } from './documentation.js'
import { unwrapped } from './literal-argument.js'
import type { MethodOwner } from './read-method.js'
import type { Reading } from './reading.js'
import { nameOf, positionOf } from './source-position.js'
import { mentionOf } from './types/mention.js'
import type { TypeReader } from './types/read-type.js'
import { RESERVED_METHODS } from './wire-name.js'

/** The events that a service emits: those of the tokens of events that it injects. */
export function readEvents(
  service: ts.ClassLikeDeclaration,
  owner: MethodOwner,
  types: TypeReader,
  reading: Reading,
): readonly EventDefinition[] {
  const found = new Map<string, EventDefinition>()
  const read = new Set<ts.Type>()
  for (const { token, field } of injectedTokens(service, reading)) {
    const events = eventsOf(token, reading)
    if (events === undefined || read.has(events)) continue
    read.add(events)
    const where = `${owner.className}.${field}`
    const properties = events.getProperties()
    if (properties.length === 0) {
      reading.problems.add(token, {
        where,
        message: 'the token of events says of none what it carries',
        hint: 'give it an interface: `export const OrderEvents = Events<OrderEvents>()`',
      })
    }
    for (const property of properties) {
      const event = readEvent(property, token, where, types, reading)
      checkEvent(event, property, token, where, found, reading)
      found.set(event.type, event)
    }
  }
  return [...found.values()]
}

interface InjectedToken {
  readonly token: ts.Expression
  readonly field: string
}

function injectedTokens(
  service: ts.ClassLikeDeclaration,
  reading: Reading,
): readonly InjectedToken[] {
  const members = classChain(service, reading.checker).flatMap((node) => [...node.members])
  return members.flatMap((member) => {
    if (!ts.isPropertyDeclaration(member) || member.initializer === undefined) return []
    const use = reading.mycelia.find(unwrapped(member.initializer))
    const [token] = use?.call?.arguments ?? []
    if (use?.name !== 'inject' || token === undefined) return []
    return [{ token, field: nameOf(member).getText() }]
  })
}

/** What `EventsToken<...>` is given; undefined of other tokens. */
function eventsOf(token: ts.Expression, { checker, mycelia }: Reading): ts.Type | undefined {
  const type = checker.getTypeAtLocation(token)
  const declaration = type.symbol?.declarations?.[0]
  if (type.symbol?.name !== 'EventsToken' || declaration === undefined) return undefined
  if (!mycelia.isMycelia(declaration.getSourceFile())) return undefined
  return checker.getTypeArguments(type as ts.TypeReference)[0]
}

function readEvent(
  property: ts.Symbol,
  token: ts.Expression,
  where: string,
  types: TypeReader,
  reading: Reading,
): EventDefinition {
  const { checker, project } = reading
  const node = placeOf(property, token, reading)
  const declaration = property.declarations?.[0]
  const written =
    declaration !== undefined && ts.isPropertySignature(declaration) ? declaration.type : undefined
  const mention = mentionOf(where, property.name, node, written)
  return {
    type: property.name,
    payload: types.read(checker.getTypeOfSymbol(property), mention),
    ...docOf(property, checker),
    source: positionOf(node, project.folder),
  }
}

function placeOf(property: ts.Symbol, token: ts.Expression, reading: Reading): ts.Node {
  const own = property.declarations?.find((declaration) => reading.isOwn(declaration))
  return own === undefined ? token : nameOf(own)
}

function checkEvent(
  { type }: EventDefinition,
  property: ts.Symbol,
  token: ts.Expression,
  where: string,
  found: ReadonlyMap<string, EventDefinition>,
  reading: Reading,
): void {
  const report = (message: string, hint: string) => {
    reading.problems.add(placeOf(property, token, reading), { where, message, hint })
  }
  if (found.has(type)) {
    report(
      `the event '${type}' is in another token of the service too`,
      'declare it once, and inject that token',
    )
  } else if (RESERVED_METHODS.has(type)) {
    report(
      `\`${type}\` cannot be the name of an event: tokens, or JavaScript itself, use it`,
      'call it something else',
    )
  } else if (/(?:^|\.)[*#](?:\.|$)/.test(type) || Buffer.byteLength(type) > LONGEST_ROUTING_KEY) {
    report(
      `'${type}' cannot be the name of an event: it is a routing key`,
      `write no \`*\` or \`#\` for a word, and at most ${LONGEST_ROUTING_KEY} bytes`,
    )
  }
}

const LONGEST_ROUTING_KEY = 255
