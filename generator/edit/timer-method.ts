import { Cron } from 'croner'
import { parseDuration } from 'mycelia/config'
import { ExpectedError } from '../expected-error.js'
import type { EditTarget } from './edit-target.js'
import {
  checkMethodName,
  insertEntrypoint,
  refuseOtherSignature,
  refusePresent,
} from './entrypoint-method.js'
import { memberCalled } from './insert-member.js'
import { quoted, type SourceStyle } from './source-style.js'
import type { TextEdit } from './source-text.js'

/** A method that is called by the clock. */
export interface TimerMethodRequest {
  readonly kind: 'timer'
  /** The service on the wire, for the message of a method that is not written yet. */
  readonly service: string
  readonly method: string
  /** An interval, as in `5s`: this, or `cron`. */
  readonly every?: string
  /** A pattern, as in `0 3 * * *`. */
  readonly cron?: string
  /** Whose clock the pattern goes by. @default the machine's */
  readonly timeZone?: string
  /** Whether the method is called at these times already, in whatever way that is written. */
  readonly isThere: boolean
}

/** Adds a method that a timer calls, its body still to be written. */
export function addTimerMethod(
  request: TimerMethodRequest,
  target: EditTarget,
): readonly TextEdit[] {
  const { service, method, isThere } = request
  const given = `(${timerArgument(request, target.style)})`
  checkMethodName(method)
  const present = memberCalled(method, target.node)
  if (present !== undefined) {
    refuseOtherSignature(present, method, {}, target)
    if (isThere) return []
    refusePresent(present, method, `, without @timer${given}: write it above the method`, target)
  }
  const signature = { params: [], result: 'Promise<void>' }
  return insertEntrypoint({ service, method, signature, decorator: 'timer', given }, target)
}

function timerArgument({ every, cron, timeZone }: TimerMethodRequest, style: SourceStyle): string {
  if (every !== undefined && cron !== undefined) {
    misused('--every and --cron exclude each other')
  }
  if (cron !== undefined) {
    checkCron(cron, timeZone)
    const zone = timeZone === undefined ? '' : `, timeZone: ${quoted(timeZone, style)}`
    return `{ cron: ${quoted(cron, style)}${zone} }`
  }
  if (timeZone !== undefined) misused('--time-zone goes with --cron alone')
  if (every === undefined) return misused("say when: --every 5s, or --cron '0 3 * * *'")
  checkInterval(every)
  return quoted(every, style)
}

/** By what the running service reads it with. */
function checkInterval(every: string): void {
  try {
    parseDuration(every)
  } catch (error) {
    misused(`--every: ${(error as Error).message}`, error)
  }
}

/** By what the running service reads it with; a pattern that never comes is refused here too. */
function checkCron(cron: string, timeZone: string | undefined): void {
  let next: Date | null
  try {
    const zone = timeZone === undefined ? {} : { timezone: timeZone }
    next = new Cron(cron, { paused: true, ...zone }).nextRun()
  } catch (error) {
    const zone = timeZone === undefined ? '' : ` --time-zone ${JSON.stringify(timeZone)}`
    const message = (error as Error).message
    misused(`--cron ${JSON.stringify(cron)}${zone} cannot be read: ${message}`, error)
  }
  if (next === null) misused(`--cron ${JSON.stringify(cron)} never comes`)
}

function misused(message: string, cause?: unknown): never {
  throw new ExpectedError(message, { misused: true, cause })
}
