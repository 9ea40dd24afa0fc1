import { ExpectedError } from '../expected-error.js'
import type { EditTarget } from './edit-target.js'
import {
  checkMethodName,
  insertEntrypoint,
  refuseOtherSignature,
  refusePresent,
} from './entrypoint-method.js'
import { memberCalled } from './insert-member.js'
import { type EventReference, nameEvent } from './name-event.js'
import { parseSignature } from './signature.js'
import { quoted } from './source-style.js'
import type { TextEdit } from './source-text.js'

/** A method that handles an event. */
export interface EventMethodRequest {
  readonly kind: 'event'
  /** The service on the wire, for the message of a method that is not written yet. */
  readonly service: string
  readonly method: string
  /** The service that emits the event. */
  readonly from: string
  readonly type: string
  /** The generated reference to the event. @default it is named by texts */
  readonly reference?: EventReference | undefined
  /**
   * What takes the payload, as in `refund: Refund`: one at most.
   * @default of an event with a reference what it carries, of others nothing
   */
  readonly params: readonly string[]
  /** @default `service_pool`; of a method that is there already: whatever it is */
  readonly handler?: string
  /** Whether the method handles the event already, in whatever way that is written. */
  readonly isThere: boolean
}

const HANDLERS: readonly string[] = ['service_pool', 'singleton', 'broadcast']

/** Adds a method that handles an event, its body still to be written. */
export function addEventMethod(
  request: EventMethodRequest,
  target: EditTarget,
): readonly TextEdit[] {
  const { service, method, params, handler, isThere } = request
  checkEvent(request)
  const { params: parsed } = parseSignature(params, undefined)
  checkMethodName(method)
  const present = memberCalled(method, target.node)
  if (present !== undefined) {
    refuseOtherSignature(present, method, parsed.length === 0 ? {} : { params: parsed }, target)
    if (isThere) return []
  }
  const { style } = target
  const named = nameEvent(request, target)
  const options = handler === undefined ? '' : `, { handler: ${quoted(handler, style)} }`
  const given = `(${named.event}${options})`
  if (present !== undefined) {
    refusePresent(present, method, `, without @on${given}: write it above the method`, target)
  }
  const taken = parsed.length === 0 ? named.params : parsed
  const signature = { params: taken, result: 'Promise<void>' }
  const edits = insertEntrypoint({ service, method, signature, decorator: 'on', given }, target)
  return [...edits, ...named.edits]
}

function checkEvent({ from, type, params, handler }: EventMethodRequest): void {
  if (from === '') misused('--from is empty: name the service that emits the event')
  if (type === '') misused('--type is empty: name the event')
  if (params.length > 1) {
    misused('an event carries one payload: write one --param with the type of all of it')
  }
  if (handler !== undefined && !HANDLERS.includes(handler)) {
    misused(`--handler ${JSON.stringify(handler)} is none of ${HANDLERS.join(', ')}`)
  }
}

function misused(message: string): never {
  throw new ExpectedError(message, { misused: true })
}
