import type { TimerDefinition } from 'mycelia/contract'
import { ts } from 'ts-morph'
import { findDecoratedMembers } from './decorated-members.js'
import { DecoratorOptions, isOneOf, isString } from './decorator-options.js'
import { argumentOf, type Literal, literalOf, unwrapped } from './literal-argument.js'
import type { Decoration } from './mycelia-exports.js'
import type { MethodOwner } from './read-method.js'
import { refuseParameters } from './read-payload.js'
import type { Reading } from './reading.js'
import { nameOf, positionOf } from './source-position.js'

/** What a service does by the clock. */
export function readTimers(
  service: ts.ClassLikeDeclaration,
  owner: MethodOwner,
  reading: Reading,
): readonly TimerDefinition[] {
  return findDecoratedMembers(service, owner.className, 'timer', reading).flatMap((member) => {
    refuseParameters(member, owner, reading)
    const where = `${owner.className}.${member.name}`
    return member.decorations.flatMap((decoration) => {
      const timer = readTimer(decoration, where, reading)
      if (timer === undefined) return []
      const source = positionOf(nameOf(member.node), reading.project.folder)
      return [{ method: member.name, ...timer, source }]
    })
  })
}

type When = Pick<TimerDefinition, 'when' | 'timeZone' | 'once'>

function readTimer({ call, node }: Decoration, where: string, reading: Reading): When | undefined {
  const [given] = call?.arguments ?? []
  if (given === undefined) return refuseInterval(node, where, reading)
  const argument = argumentOf(given, reading.checker)
  if (!isOptions(given, argument.type)) {
    const every = literalOf(argument, reading.checker)
    return isInterval(every) ? { when: shown(every) } : refuseInterval(given, where, reading)
  }
  const options = new DecoratorOptions(given, '@timer', where, reading)
  const every = options.literal('every', isInterval, INTERVAL)
  const cron = options.literal('cron', isString, "a literal: `cron: '0 3 * * *'`")
  const timeZone = options.literal('timeZone', isString, "a literal: `timeZone: 'Europe/Berlin'`")
  const once = options.literal(
    'once',
    isOneOf(['cluster'] as const),
    "`once: 'cluster'`, or leave it out",
  )
  const when = cron ?? (every === undefined ? undefined : shown(every))
  if (when === undefined) return undefined
  return {
    when,
    ...(timeZone === undefined ? {} : { timeZone }),
    ...(once === undefined ? {} : { once }),
  }
}

function isOptions(given: ts.Expression, type: ts.Type): boolean {
  return ts.isObjectLiteralExpression(unwrapped(given)) || Boolean(type.flags & ts.TypeFlags.Object)
}

const INTERVAL = "an interval as a literal: '500ms', '5s', '10m', '1h', or a number of milliseconds"

/** As the runtime reads durations. */
function isInterval(value: Literal | undefined): value is string | number {
  if (typeof value === 'number') return value > 0
  const amount = typeof value === 'string' && /^\s*(\d+(?:\.\d+)?)\s*(?:ms|s|m|h)\s*$/i.exec(value)
  return Boolean(amount) && Number((amount as RegExpExecArray)[1]) > 0
}

function shown(interval: string | number): string {
  return typeof interval === 'number' ? `${interval}ms` : interval
}

function refuseInterval(node: ts.Node, where: string, { problems }: Reading): undefined {
  problems.add(node, {
    where,
    message: 'the interval of @timer cannot be read',
    hint: `write ${INTERVAL}; or \`{ cron: '0 3 * * *' }\``,
  })
}
