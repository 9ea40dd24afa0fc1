import { chainOf, textOf } from './causes.js'
import type { LogFields, LogLevel } from './logger.js'

/**
 * A message for people: one line, and the stacks of its error indented below. Whatever a peer has
 * put into it, it can neither begin a line of its own nor command the terminal.
 */
export function formatText(severity: LogLevel, message: string, fields: LogFields): string {
  const { error, ...others } = fields
  const line = severity === 'info' ? message : `${severity}: ${message}`
  const details = Object.entries(others).map(([name, value]) => ` ${name}=${show(value)}`)
  const causes = chainOf(error).map((cause, index) => {
    const stack = cause instanceof Error ? (cause.stack ?? cause.message) : textOf(cause)
    return `\n  ${index === 0 ? '' : 'caused by '}${stack.split('\n').map(escaped).join('\n  ')}`
  })
  return escaped(line + details.join('')) + causes.join('')
}

function show(value: unknown): string {
  if (typeof value === 'string') return value
  try {
    return JSON.stringify(value) ?? textOf(value)
  } catch {
    return textOf(value)
  }
}

/** Control characters, which a terminal obeys, and those that turn the direction of text. */
function escaped(text: string): string {
  return text.replaceAll(/[\p{Cc}\u2028\u2029]|\p{Bidi_Control}/gu, (mark) => {
    return mark === '\n' ? '\\n' : `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`
  })
}
