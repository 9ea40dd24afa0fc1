import type { EventDefinition } from 'mycelia/contract'
import { type Class, type Module, membersOf } from './module.js'
import { type Notes, positionOf } from './notes.js'
import type { Resolver } from './resolve.js'
import { type Code, positional, textOf, within } from './syntax.js'
import { UNKNOWN } from './well-known-types.js'

/** The events that a service emits, as far as their types are written out: what they carry is not. */
export function dispatchedEvents(
  type: Class,
  fileOf: (module: Module) => string,
  resolver: Resolver,
  notes: Notes,
): readonly EventDefinition[] {
  const { classes } = resolver.ancestry(type)
  const fields = new Set(classes.flatMap((owner) => dispatchersIn(owner, resolver)))
  const events = new Map<string, EventDefinition>()
  for (const owner of fields.size === 0 ? [] : classes) {
    for (const call of dispatchesIn(owner, fields)) {
      const [first] = positional(call.node.getChild('ArgList'))
      const name = first && resolver.string(within(call, first))
      if (name === undefined) {
        notes.add(
          call,
          `\`${firstLine(textOf(call))}\` emits an event whose type is not known before the program runs: the client does not refer to it`,
        )
      } else if (!events.has(name)) {
        const source = { file: fileOf(owner.module), ...positionOf(call) }
        events.set(name, { type: name, payload: UNKNOWN, source })
      }
    }
  }
  return [...events.values()]
}

/** Fields that hold Nameko's `EventDispatcher`, or one made from it. */
function dispatchersIn(owner: Class, resolver: Resolver): readonly string[] {
  return [...membersOf(owner)].flatMap(([name, binding]) => {
    const call =
      binding.is === 'value' && binding.value?.name === 'CallExpression' ? binding.value : undefined
    const meaning = call && resolver.resolve(within(owner, call.firstChild!))
    const names =
      meaning?.is === 'outside'
        ? [meaning.name]
        : meaning?.is === 'class'
          ? resolver.ancestry(meaning).outside
          : []
    return names.includes('nameko.events.EventDispatcher') ? [name] : []
  })
}

/** Calls of the form `self.dispatch(...)`. */
function dispatchesIn(owner: Class, fields: ReadonlySet<string>): readonly Code<Module>[] {
  const found: Code<Module>[] = []
  owner.node.cursor().iterate(({ name, node }) => {
    const callee = name === 'CallExpression' ? node.firstChild : null
    if (callee?.name !== 'MemberExpression') return
    const [object, , property] = textOf(within(owner, callee)).split(/\s*(\.)\s*/)
    if (object === 'self' && property !== undefined && fields.has(property))
      found.push(within(owner, node))
  })
  return found
}

function firstLine(text: string): string {
  const [line = '', ...more] = text.split('\n')
  return more.length === 0 ? line : `${line.trimEnd()}...`
}
