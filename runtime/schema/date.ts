import * as z from 'zod'
import { acceptsDate, decodeDate, encodeDate } from '../codec/index.js'

/** A Date, from and to its JSON form: see `mycelia/codec`. */
export function date(): z.ZodCodec<z.ZodUnknown, z.ZodDate> {
  return z.codec(
    z.unknown().refine(acceptsDate, 'Invalid input: expected an ISO 8601 date'),
    z.date(),
    {
      decode: decodeDate,
      encode: encodeDate,
    },
  )
}
