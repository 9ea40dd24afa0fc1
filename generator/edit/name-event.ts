import { ts } from 'ts-morph'
import { importNames } from './add-import.js'
import type { EditTarget } from './edit-target.js'
import { quoted } from './source-style.js'
import type { TextEdit } from './source-text.js'

/** How generated code speaks of an event. */
export interface EventReference {
  /** `OrdersEvents`: references by type, and the interface of what the events carry. */
  readonly events: string
  /** The module that exports it, as the class's file imports it. */
  readonly module: string
  /** The type of that module that is carried, where it has a name. */
  readonly payload?: string
}

interface NamedEventRequest {
  readonly from: string
  readonly type: string
  readonly params: readonly string[]
  readonly reference?: EventReference | undefined
}

export interface NamedEvent {
  /** As the decorator is given it. */
  readonly event: string
  /** The parameter for what it carries. */
  readonly params: readonly string[]
  /** What imports the names. */
  readonly edits: readonly TextEdit[]
}

/** How the decorator and the method of an event speak of it. */
export function nameEvent(
  { from, type, params, reference }: NamedEventRequest,
  { source, style }: EditTarget,
): NamedEvent {
  const key = quoted(type, style)
  if (reference === undefined) {
    return { event: `${quoted(from, style)}, ${key}`, params: [], edits: [] }
  }
  const { events, module, payload } = reference
  const isTaken = params.length === 0
  const types = isTaken && payload !== undefined ? [{ name: payload, isType: true } as const] : []
  const { locals, edits } = importNames([{ name: events }, ...types], module, source, style)
  const [object = events, carried = `${object}[${key}]`] = locals
  const event = isIdentifier(type) ? `${object}.${type}` : `${object}[${key}]`
  return { event, params: [`${parameterFor(payload)}: ${carried}`], edits }
}

/** `Order` is taken as `order`. */
function parameterFor(payload: string | undefined): string {
  const name = payload === undefined ? '' : payload.slice(0, 1).toLowerCase() + payload.slice(1)
  // A name that TypeScript keeps for itself, as that of a type called Function or Default.
  const isKeyword = ts.identifierToKeywordKind(ts.factory.createIdentifier(name)) !== undefined
  return name === '' || isKeyword ? 'payload' : name
}

function isIdentifier(name: string): boolean {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name)
}
