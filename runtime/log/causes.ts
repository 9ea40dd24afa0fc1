/** Causes of an error that are told: a chain may be a circle. */
const MOST = 10

/** An error, what caused it, what caused that, and so on. */
export function chainOf(error: unknown): readonly unknown[] {
  const chain: unknown[] = []
  let next = error
  while (next !== undefined && chain.length < MOST && !chain.includes(next)) {
    chain.push(next)
    next = next instanceof Error ? next.cause : undefined
  }
  return chain
}

/** Any value as text: thrown objects may defy even that. */
export function textOf(value: unknown): string {
  try {
    return String(value)
  } catch {
    return Object.prototype.toString.call(value)
  }
}
