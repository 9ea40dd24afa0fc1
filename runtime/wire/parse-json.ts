import { mayHoldKombuObjects, unwrapKombuObjects } from './kombu-objects.js'
import { parsePythonNumbers } from './python-numbers.js'

/** Why a body was refused; the text is fit for the peer that sent it. */
export class UnreadableBody extends Error {}

/** It is no JSON at all. */
export class NotJson extends UnreadableBody {}

/** How deep arrays and objects may lie in each other. */
const MAX_DEPTH = 128

/**
 * Parses JSON that a peer has sent. Python's `NaN` and `Infinity` are read as the numbers that they
 * are; integers beyond 2^53 lose their last digits. It refuses what could harm the code that works with the result:
 * keys that reach an object's prototype, and nesting that would overflow the stack.
 * @throws {UnreadableBody}
 */
export function parseJson(body: Buffer): unknown {
  if (body.length > 2 * MAX_DEPTH) refuseDepth(body)
  const text = body.toString('utf8')
  const value = parse(text)
  if (isSuspicious(text)) refuseKeys(value)
  return mayHoldKombuObjects(text) ? unwrapKombuObjects(value) : value
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    try {
      return parsePythonNumbers(text)
    } catch {
      throw new NotJson(`not JSON: ${(error as Error).message}`)
    }
  }
}

/** Whether keys need a look: the names as they are, or ASCII hidden behind an escape. */
function isSuspicious(text: string): boolean {
  return text.includes('__proto__') || text.includes('"constructor"') || text.includes('\\u00')
}

function refuseKeys(value: unknown): void {
  if (typeof value !== 'object' || value === null) return
  if (Array.isArray(value)) for (const item of value) refuseKeys(item)
  for (const [key, item] of Object.entries(value)) {
    if (key === '__proto__' || (key === 'constructor' && reachesPrototype(item))) {
      throw new UnreadableBody(`the key "${key}" is not allowed`)
    }
    refuseKeys(item)
  }
}

function reachesPrototype(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, 'prototype')
}

const QUOTE = 0x22
const BACKSLASH = 0x5c
const BRACKET = { open: 0x5b, close: 0x5d }
const BRACE = { open: 0x7b, close: 0x7d }

/** Counts brackets outside of strings, before the parser builds what they hold. */
function refuseDepth(body: Buffer): void {
  let depth = 0
  let inString = false
  for (let i = 0; i < body.length; i++) {
    const byte = body[i]!
    if (inString) {
      if (byte === BACKSLASH) i++
      else if (byte === QUOTE) inString = false
    } else if (byte === QUOTE) inString = true
    else if (byte === BRACKET.open || byte === BRACE.open) {
      if (++depth > MAX_DEPTH) throw new UnreadableBody(`nested deeper than ${MAX_DEPTH} levels`)
    } else if (byte === BRACKET.close || byte === BRACE.close) depth--
  }
}
