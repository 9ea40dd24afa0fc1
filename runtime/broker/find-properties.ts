import { FrameError } from '../frames/index.js'
import { checkTable } from './check-table.js'

/** Where properties lie in the bytes that carry them; `-1` for one that is absent. */
export interface PropertySpots {
  headers: number
  /** Where headers are or would be. */
  headersSlot: number
  deliveryMode: number
  priority: number
  replyTo: number
  expiration: number
  userId: number
}

const CONTENT_TYPE = 0x8000
const CONTENT_ENCODING = 0x4000
export const HEADERS: number = 0x2000
const DELIVERY_MODE = 0x1000
const PRIORITY = 0x0800
const CORRELATION_ID = 0x0400
const REPLY_TO = 0x0200
export const EXPIRATION: number = 0x0100
const MESSAGE_ID = 0x0080
const TIMESTAMP = 0x0040
const TYPE = 0x0020
const USER_ID = 0x0010
const APP_ID = 0x0008
const CLUSTER_ID = 0x0004

/**
 * Walks over the properties of a message, which begin with their flags, without decoding them.
 * @throws {FrameError} when they could not be read.
 */
export function findProperties(raw: Buffer): PropertySpots {
  if (raw.length < 2) throw broken()
  const flags = (raw[0]! << 8) | raw[1]!
  if (flags & 1) throw new FrameError(502, 'more property flags than there are properties')
  const spots: PropertySpots = {
    headers: -1,
    headersSlot: 2,
    deliveryMode: -1,
    priority: -1,
    replyTo: -1,
    expiration: -1,
    userId: -1,
  }
  let at = 2
  if (flags & CONTENT_TYPE) at += 1 + raw[at]!
  if (flags & CONTENT_ENCODING) at += 1 + raw[at]!
  spots.headersSlot = at
  if (flags & HEADERS) {
    if (!(at <= raw.length)) throw broken()
    spots.headers = at
    at = checkTable(raw, at)
  }
  if (flags & DELIVERY_MODE) spots.deliveryMode = at++
  if (flags & PRIORITY) spots.priority = at++
  if (flags & CORRELATION_ID) at += 1 + raw[at]!
  if (flags & REPLY_TO) {
    spots.replyTo = at
    at += 1 + raw[at]!
  }
  if (flags & EXPIRATION) {
    spots.expiration = at
    at += 1 + raw[at]!
  }
  if (flags & MESSAGE_ID) at += 1 + raw[at]!
  if (flags & TIMESTAMP) at += 8
  if (flags & TYPE) at += 1 + raw[at]!
  if (flags & USER_ID) {
    spots.userId = at
    at += 1 + raw[at]!
  }
  if (flags & APP_ID) at += 1 + raw[at]!
  if (flags & CLUSTER_ID) at += 1 + raw[at]!
  // Beyond the end an octet reads as undefined, which makes `at` NaN: never equal.
  if (at !== raw.length) throw broken()
  return spots
}

function broken(): FrameError {
  return new FrameError(502, 'properties do not end where their frame does')
}
