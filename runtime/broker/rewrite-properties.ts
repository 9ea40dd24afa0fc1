import { ByteWriter, type FieldTable, writeTable } from '../frames/index.js'
import { EXPIRATION, HEADERS, type PropertySpots } from './find-properties.js'
import { encodeShortstr } from './shortstr.js'

export interface PropertyChanges {
  /** In place of those that there are. */
  readonly headers?: FieldTable
  /** In place of the one that there is. */
  readonly replyTo?: string
  readonly withoutExpiration?: boolean
}

/** Properties with some of them changed; all others stay byte for byte. */
export function rewriteProperties(
  raw: Buffer,
  spots: PropertySpots,
  changes: PropertyChanges,
): Buffer {
  const { headers, replyTo, withoutExpiration = false } = changes
  const flags = Buffer.from(raw.subarray(0, 2))
  const parts: Buffer[] = [flags]
  let copied = 2
  const replace = (at: number, end: number, bytes?: Buffer): void => {
    parts.push(raw.subarray(copied, at))
    if (bytes !== undefined) parts.push(bytes)
    copied = end
  }
  // In the order in which they lie.
  if (headers !== undefined) {
    const { headersSlot: slot } = spots
    const end = spots.headers < 0 ? slot : slot + 4 + raw.readUInt32BE(slot)
    replace(slot, end, encodeTable(headers))
    flags.writeUInt16BE(flags.readUInt16BE() | HEADERS)
  }
  if (replyTo !== undefined) {
    replace(spots.replyTo, endOfShortstr(raw, spots.replyTo), encodeShortstr(replyTo))
  }
  if (withoutExpiration && spots.expiration >= 0) {
    replace(spots.expiration, endOfShortstr(raw, spots.expiration))
    flags.writeUInt16BE(flags.readUInt16BE() & ~EXPIRATION)
  }
  parts.push(raw.subarray(copied))
  return Buffer.concat(parts)
}

/** RabbitMQ sorts the tables that it writes into. */
export function sortedTable(table: FieldTable): FieldTable {
  return new Map([...table].sort(([one], [other]) => (one < other ? -1 : 1)))
}

function encodeTable(table: FieldTable): Buffer {
  const writer = new ByteWriter()
  writeTable(writer, table)
  return writer.finish()
}

function endOfShortstr(raw: Buffer, at: number): number {
  return at + 1 + raw[at]!
}
