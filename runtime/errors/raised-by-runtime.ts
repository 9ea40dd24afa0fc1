import * as brokerErrors from './broker-errors.js'
import * as callErrors from './call-errors.js'
import * as publishErrors from './publish-errors.js'

/** Not `InvalidContext`: context data travel from call to call, so it concerns whoever has sent them. */
const CODES: ReadonlySet<string> = new Set(
  Object.values({ ...brokerErrors, ...callErrors, ...publishErrors })
    .map((type) => type.code)
    .filter((code) => code !== callErrors.InvalidContext.code),
)

/** Whether a code is of an error that the runtime raises for a call: never of a service's own. */
export function isRaisedByRuntime(code: string): boolean {
  return CODES.has(code)
}
