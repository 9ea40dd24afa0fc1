import { ts } from 'ts-morph'
import { argumentOf, literalOf, optionOf, unwrapped } from './literal-argument.js'
import type { Reading } from './reading.js'
import { isUnresolved } from './types/unresolved-type.js'
import { SERVICE_NAME } from './wire-name.js'

/** An event as `@on` names it. */
export interface NamedEvent {
  readonly source: string
  readonly type: string
  /** What follows the event in the decorator's arguments. */
  readonly options: ts.Expression | undefined
}

/** The event of an `@on`: by a reference, or by the names of its service and its type. */
export function readEventReference(
  call: ts.CallExpression,
  where: string,
  reading: Reading,
): NamedEvent | undefined {
  const { checker, problems } = reading
  const [first, second, third] = call.arguments
  if (first === undefined) return undefined
  const given = argumentOf(first, checker)
  if (isUnresolved(given.type)) return refuseUnknown(first, where, reading)
  if (optionOf(given, 'source', checker) !== undefined) {
    const [source, type] = ['source', 'type'].map((name) => {
      const option = optionOf(given, name, checker)
      return option && literalOf(option, checker)
    })
    if (typeof source === 'string' && typeof type === 'string') {
      return { source, type, options: second }
    }
    problems.add(first, {
      where,
      message: 'the event is not known before the program runs',
      hint: 'write the reference as it was generated: `@on(OrdersEvents.order_created)`',
    })
    return undefined
  }
  const source = literalOf(given, checker)
  const type = second && literalOf(argumentOf(second, checker), checker)
  if (typeof source !== 'string' || typeof type !== 'string' || type === '') {
    problems.add(typeof source === 'string' && second !== undefined ? second : first, {
      where,
      message: 'the event is not known before the program runs',
      hint: "write the service and the event as literals: `@on('orders_service', 'order_created')`",
    })
    return undefined
  }
  if (!SERVICE_NAME.test(source)) {
    problems.add(first, {
      where,
      message: `'${source}' cannot be the name of a service`,
      hint: 'write the name of the service that emits the event, and the event behind it',
    })
    return undefined
  }
  return { source, type, options: third }
}

/** A reference that does not compile: an event that the service does not emit, or no longer. */
function refuseUnknown(expression: ts.Expression, where: string, reading: Reading): undefined {
  const { checker, problems } = reading
  const reference = unwrapped(expression)
  const isAccess = ts.isPropertyAccessExpression(reference)
  const events = isAccess ? checker.getTypeAtLocation(reference.expression) : undefined
  if (!isAccess || events === undefined || isUnresolved(events)) {
    // What it is imported from is reported elsewhere.
    reading.unresolved = true
    problems.suppress()
    return undefined
  }
  const names = events.getProperties().map(({ name }) => name)
  problems.add(reference.name, {
    where,
    message: `${reference.expression.getText()} has no event '${reference.name.text}'`,
    hint:
      names.length === 0
        ? 'generate it anew: its service emits no events'
        : `write one that there is: ${names.join(', ')}; or generate it anew`,
  })
  return undefined
}
