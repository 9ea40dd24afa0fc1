import type { Contract, ErrorDefinition } from './contract.js'

/**
 * The errors that methods declare, and those that their classes extend: what RPC clients may meet,
 * unlike those of methods that are called in other ways alone.
 */
export function errorsOfMethods({
  methods,
  errors,
}: Pick<Contract, 'methods' | 'errors'>): readonly ErrorDefinition[] {
  const extended = new Map(errors.map((error) => [error.code, error.extends]))
  const codes = new Set<string>()
  for (const { errors: declared = [] } of methods) {
    for (const first of declared) {
      let code: string | undefined = first
      while (code !== undefined && !codes.has(code)) {
        codes.add(code)
        code = extended.get(code)
      }
    }
  }
  return errors.filter(({ code }) => codes.has(code))
}
