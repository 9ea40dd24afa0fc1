import type { Headers as WireHeaders } from '../transport/index.js'
import { encodeContext } from '../wire/index.js'

const BEARER = /^Bearer +/i

/**
 * The context data in a request's headers, as if it had come with a message. Of an `Authorization`
 * that is a bearer's it is the token alone.
 * @param names Headers by the keys of context data: nothing else is let in.
 */
export function contextOf(headers: Headers, names: Readonly<Record<string, string>>): WireHeaders {
  const data: Record<string, unknown> = Object.create(null)
  for (const [key, name] of Object.entries(names)) {
    const value = headers.get(name)
    if (value === null) continue
    data[key] = name.toLowerCase() === 'authorization' ? value.replace(BEARER, '') : value
  }
  return encodeContext({ callIdStack: [], data })
}
