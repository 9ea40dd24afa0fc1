import * as z from 'zod'
import type { Contract } from './contract.js'
import { contractSchema } from './schema.js'

/** A contract as the text of its `*.contract.json`: indented, with a final newline. */
export function contractToJson(contract: Contract): string {
  return `${JSON.stringify(contract, null, 2)}\n`
}

/**
 * Reads the text of a `*.contract.json`.
 * @throws {Error} that says what is wrong, and where in the document, when it is not a contract.
 */
export function contractFromJson(text: string): Contract {
  const parsed = contractSchema.safeParse(JSON.parse(text))
  if (parsed.success) return parsed.data
  throw new Error(`not a contract: ${z.prettifyError(parsed.error)}`)
}
