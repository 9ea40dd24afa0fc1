import type { SchemaIssue } from './method-codec.js'

/**
 * What is wrong with a value of a union, in the words of the member that it was meant to be: of
 * those whose discriminant fits, the one with the least to complain about.
 */
export function explainUnion(issue: SchemaIssue): readonly SchemaIssue[] {
  if (issue.code === EXCESS) return eachExcess(issue)
  if (issue.code !== 'invalid_union' || !issue.errors?.length) return [issue]
  const members = issue.errors.map((issues) => issues.flatMap(explainUnion))
  const inside = members.filter((issues) => !issues.some(isHere))
  const best = inside.filter((issues) => !issues.some(isOtherValue)).sort(byLength)[0]
  const found = best ?? sharedDiscriminant(inside) ?? inside.sort(byLength)[0] ?? [merged(members)]
  return found.map((part) => ({ ...part, path: [...issue.path, ...part.path] }))
}

/** The code of what schemas say of properties that no type declares. */
export const EXCESS = 'unrecognized_keys'

/** Each at its own place. */
function eachExcess({ path, keys = [] }: SchemaIssue): readonly SchemaIssue[] {
  const message = 'Invalid input: no such property is declared'
  return keys.map((key) => ({ path: [...path, key], message, code: EXCESS }))
}

/** A complaint about the value itself, not about something in it: it is of another kind. */
function isHere({ path }: SchemaIssue): boolean {
  return path.length === 0
}

/** A complaint that a property is not the literal that it has in this member. */
function isOtherValue({ code, path }: SchemaIssue): boolean {
  return code === 'invalid_value' && path.length === 1
}

function byLength(a: readonly unknown[], b: readonly unknown[]): number {
  return a.length - b.length
}

/** One complaint about the property by which all members are told apart, if its value is in none. */
function sharedDiscriminant(
  members: readonly (readonly SchemaIssue[])[],
): readonly SchemaIssue[] | undefined {
  const [first, ...others] = members
  const shared = first
    ?.filter(isOtherValue)
    .find(({ path: [name] }) =>
      others.every((issues) =>
        issues.some((issue) => isOtherValue(issue) && issue.path[0] === name),
      ),
    )
  if (shared === undefined || others.length === 0) return undefined
  const values = members.flatMap((issues) =>
    issues.flatMap((issue) =>
      isOtherValue(issue) && issue.path[0] === shared.path[0] ? (issue.values ?? []) : [],
    ),
  )
  const expected = [...new Set(values)].map((value) => JSON.stringify(value)).join(', ')
  return [{ ...shared, message: `Invalid input: expected one of ${expected}` }]
}

/** All that was expected, where the value is of no member's kind. */
function merged(members: readonly (readonly SchemaIssue[])[]): SchemaIssue {
  const messages = members.flatMap((issues) => issues.filter(isHere).map(({ message }) => message))
  const parts = messages.map((message) =>
    /^Invalid (?:input|option): expected (.*?)(, received .*)?$/.exec(message),
  )
  const expected = [...new Set(parts.map((part) => part?.[1]))]
  if (expected.includes(undefined)) return { path: [], message: messages[0] ?? 'Invalid input' }
  const received = parts.map((part) => part?.[2]).find((text) => text !== undefined) ?? ''
  return { path: [], message: `Invalid input: expected ${expected.join(' or ')}${received}` }
}
