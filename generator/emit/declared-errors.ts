import type { Contract, ErrorDefinition } from 'mycelia/contract'

type WithErrors = Partial<Pick<Contract, 'errors' | 'methods' | 'http' | 'websocket'>>

/** The errors that methods and routes declare: not those that are there to be extended alone. */
export function declaredErrors({
  errors = [],
  methods = [],
  http = [],
  websocket = [],
}: WithErrors): readonly ErrorDefinition[] {
  const declaring = [...methods, ...http, ...websocket]
  const codes = new Set(declaring.flatMap(({ errors }) => errors ?? []))
  return errors.filter(({ code }) => codes.has(code))
}

/** Errors, each behind the one that it extends. */
export function orderErrors(errors: readonly ErrorDefinition[]): readonly ErrorDefinition[] {
  const ordered = new Set<ErrorDefinition>()
  const add = (error: ErrorDefinition, depth: number): void => {
    const base = extendedBy(error, errors)
    if (base !== undefined && !ordered.has(base) && depth < errors.length) add(base, depth + 1)
    ordered.add(error)
  }
  for (const error of errors) add(error, 0)
  return [...ordered]
}

/**
 * The error whose class is extended in generated code: not one that has a field of the same name
 * and of another type, which could not be declared anew there.
 */
export function extendedBy(
  error: ErrorDefinition,
  errors: readonly ErrorDefinition[],
): ErrorDefinition | undefined {
  const base = errors.find(({ code }) => code === error.extends && code !== error.code)
  const own = new Map(error.data?.properties.map((property) => [property.name, property]))
  const isSame = base?.data?.properties.every(
    ({ name, type, optional }) =>
      JSON.stringify([own.get(name)?.type, own.get(name)?.optional]) ===
      JSON.stringify([type, optional]),
  )
  return isSame === false ? undefined : base
}
