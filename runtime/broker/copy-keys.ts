import type { Message } from './message.js'

const NO_KEYS: readonly string[] = []

/** The headers that name further routing keys; the second one in secret. */
const COPIES = ['CC', 'BCC'] as const

/** How the names of both end. */
const NAME_END = Buffer.from('CC')

/** Bytes of the smallest table with one of them: length, name, tag. */
const SMALLEST = 8

/** Whether headers may name further keys. Decoding them is dear, and hardly any do. */
export function mayHaveCopies({ spots, properties }: Message): boolean {
  const at = spots.headers
  return at >= 0 && properties.readUInt32BE(at) >= SMALLEST - 4 && properties.includes(NAME_END, at)
}

/** The further keys that the headers CC and BCC name. */
export function readCopyKeys(message: Message): readonly string[] {
  if (!mayHaveCopies(message)) return NO_KEYS
  return COPIES.flatMap((name) => {
    const field = message.headers.get(name)
    if (field?.tag !== 'A') return []
    return field.value.flatMap((key) => (key.tag === 'S' ? [key.value] : []))
  })
}

/** A message as consumers get it: they do not learn who had a blind copy. */
export function withoutBlindCopies(message: Message): Message {
  if (message.copyKeys.length === 0) return message
  if (!message.headers.has('BCC')) return message
  const headers = new Map(message.headers)
  headers.delete('BCC')
  return message.with({ headers })
}
