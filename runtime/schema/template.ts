import * as z from 'zod'
import { isNumberKey, isTemplate } from '../codec/index.js'

/** Text of a pattern. @param texts What stands around the holes. */
export function template(
  texts: readonly string[],
  holes: Parameters<typeof isTemplate>[2],
): z.ZodType<string> {
  const pattern = texts.map((text, index) => text + (holes[index] ? `\${${holes[index]}}` : ''))
  const message = `Invalid input: expected text like ${pattern.join('')}`
  return z.string().refine((value) => isTemplate(value, texts, holes), message)
}

/** The key of an object that is a number. */
export function numberKey(): z.ZodType<string> {
  return z.string().refine(isNumberKey, 'Invalid input: expected a number as key')
}
