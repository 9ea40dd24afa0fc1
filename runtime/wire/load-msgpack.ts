import { bodyFormat } from './body-format.js'
import type { BodyFormat } from './serializer.js'

/** Loads MessagePack: nobody pays for it who has not configured it. */
export async function loadMsgpack(): Promise<BodyFormat> {
  const { msgpack } = await import('./msgpack.js')
  return bodyFormat(msgpack)
}
