import * as z from 'zod'
import { forms } from '../codec/index.js'

/** A built-in type, from and to its JSON form. @param name As in TypeScript: `URL`. */
export function builtin(name: string): z.ZodType {
  const { expected, is, accepts, decode, encode } = forms[name]!
  const message = `Invalid input: expected ${expected}`
  return z.codec(z.unknown().refine(accepts, message), z.unknown().refine(is, message), {
    decode,
    encode,
  })
}
