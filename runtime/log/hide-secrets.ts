import { type LogFields, type Logger, passOn } from './logger.js'
import { looksSecret, MASK, maskUris } from './mask-secrets.js'

/**
 * A logger that never shows secrets: known ones wherever they stand, in messages, fields and errors
 * with their causes; passwords in URIs; and fields that are named like a secret. What holds none is
 * passed on as it is.
 * @param secrets Those shorter than {@link SHORTEST} are not looked for: they would tear the log apart.
 */
export function hideSecrets(logger: Logger, secrets: readonly string[]): Logger {
  const mask = masker(secrets)
  return passOn(
    () => logger.level,
    (severity, message, fields) => {
      const hidden = hide(fields, mask)
      // A getter among them that throws leaves a text.
      const shown = typeof hidden === 'string' ? { fields: hidden } : (hidden as LogFields)
      logger[severity](mask(message), shown)
    },
  )
}

/** Characters of a secret, at least. */
const SHORTEST = 4

/** Objects in objects that are looked into; what lies deeper is not shown. */
const DEEPEST = 10

type Mask = (text: string) => string

function masker(secrets: readonly string[]): Mask {
  const known = [...new Set(secrets)].filter((secret) => secret.length >= SHORTEST)
  if (known.length === 0) return maskUris
  // The longest first: one may begin with another.
  const texts = known.sort((a, b) => b.length - a.length).map(escapePattern)
  const pattern = new RegExp(texts.join('|'), 'g')
  return (text) => maskUris(text.replaceAll(pattern, MASK))
}

function escapePattern(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
}

/** The value itself where there is nothing to hide, else a copy of what leads to it. */
function hide(value: unknown, mask: Mask, way: readonly object[] = []): unknown {
  if (typeof value === 'string') return mask(value)
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value
  if (way.includes(value)) return '[circular]'
  if (way.length === DEEPEST) return '[too deep]'
  const within = (inner: unknown) => hide(inner, mask, [...way, value])
  try {
    if (value instanceof Error) return hideInError(value, within)
    const { toJSON } = value as { readonly toJSON?: unknown }
    if (typeof toJSON !== 'function') return hideInObject(value, within)
    const json: unknown = toJSON.call(value)
    const hidden = within(json)
    return hidden === json ? value : hidden
  } catch {
    return '[unreadable]'
  }
}

type Within = (inner: unknown) => unknown

function hideInObject(value: object, within: Within): unknown {
  if (Array.isArray(value)) {
    const hidden = value.map(within)
    return hidden.some((item, index) => item !== value[index]) ? hidden : value
  }
  const entries = Object.entries(value)
  const hidden = entries.map(([key, item]) =>
    looksSecret(key) && holdsMore(item) ? MASK : within(item),
  )
  if (hidden.every((item, index) => item === entries[index]![1])) return value
  return Object.fromEntries(entries.map(([key], index) => [key, hidden[index]]))
}

/** Whether a password is set is no secret. */
function holdsMore(value: unknown): boolean {
  return value !== null && value !== undefined && typeof value !== 'boolean'
}

/** A copy stands in for its error: it is of the same class, and has all that is not hidden. */
function hideInError(error: Error, within: Within): Error {
  const changed = Object.getOwnPropertyNames(error).flatMap((name) => {
    const value: unknown = error[name as keyof Error]
    const hidden = looksSecret(name) && holdsMore(value) ? MASK : within(value)
    return hidden === value ? [] : [[name, { value: hidden, configurable: true }] as const]
  })
  return changed.length === 0 ? error : Object.create(error, Object.fromEntries(changed))
}
