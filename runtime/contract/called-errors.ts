import type { Contract, ErrorDefinition } from './contract.js'

/**
 * The errors that callers of RPC can meet: those that methods declare, and those that their classes
 * extend. Errors of routes and of web sockets alone are none of theirs.
 */
export function calledErrors({
  methods,
  errors,
}: Pick<Contract, 'methods' | 'errors'>): readonly ErrorDefinition[] {
  const codes = new Set(methods.flatMap((method) => method.errors ?? []))
  // A set goes on to what is added while it is walked.
  for (const code of codes) {
    const base = errors.find((error) => error.code === code)?.extends
    if (base !== undefined) codes.add(base)
  }
  return errors.filter(({ code }) => codes.has(code))
}
