import { type Contract, contractSchema } from 'mycelia/contract'
import { ExpectedError } from '../expected-error.js'
import { readText } from '../write-files.js'
import { parseJson } from './parse-json.js'
import { findUnprintable } from './unprintable-names.js'

/** Problems of one document that are told at most. */
const MOST = 3

/**
 * Reads a `*.contract.json` that somebody else has written.
 * @throws {ExpectedError} that says what is wrong and where in the document.
 */
export function readContract(path: string): Contract {
  const text = readText(path)
  if (text === undefined) throw new ExpectedError(`${path} cannot be read`)
  const value = parseJson(text, path)
  const { format } = (value ?? {}) as { readonly format?: unknown }
  if (typeof format === 'number' && format > 1) {
    throw new ExpectedError(
      `${path} is a contract of format ${format}, and these tools know format 1: update create-service and mycelia`,
    )
  }
  const parsed = contractSchema.safeParse(value)
  if (!parsed.success) {
    refuse(
      path,
      parsed.error.issues.map((issue) => `${formatPath(issue.path)}: ${issue.message}`),
    )
  }
  const unprintable = findUnprintable(parsed.data)
  if (unprintable.length > 0) refuse(path, unprintable)
  return parsed.data
}

function refuse(path: string, problems: readonly string[]): never {
  const more = problems.length - MOST
  throw new ExpectedError(
    `${path} is not a contract: ${problems.slice(0, MOST).join('; ')}` +
      `${more > 0 ? `; and ${more} more` : ''}; take a file that \`mycelia generate\` has written`,
  )
}

function formatPath(path: readonly PropertyKey[]): string {
  if (path.length === 0) return 'the document'
  return path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
    .join('')
    .replace(/^\./, '')
}
