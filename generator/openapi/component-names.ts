import { type Contract, contractHash } from 'mycelia/contract'

/**
 * What the named types of services are called in one document: by their own names, and where two
 * services mean something else by a name, by the service's class too.
 */
export function componentNames(
  contracts: readonly Contract[],
): (contract: Contract, name: string) => string {
  const meanings = new Map<string, Set<string>>()
  for (const contract of contracts) {
    for (const name of Object.keys(contract.types)) {
      const known = meanings.get(name) ?? new Set()
      meanings.set(name, known.add(meaningOf(contract, name)))
    }
  }
  return (contract, name) => {
    const isShared = meanings.get(name)?.size === 1
    const own = isShared ? name : `${contract.className}.${name}`
    // Generic types may have other letters in their names than a document allows.
    return own.replaceAll(/[^A-Za-z0-9._-]/g, '_')
  }
}

/** The same for the same type with all that it mentions, wherever it was declared. */
function meaningOf({ types }: Contract, name: string): string {
  return contractHash({
    format: 1,
    service: 'none',
    className: 'None',
    source: { file: '', line: 1, column: 1 },
    methods: [],
    types,
    errors: [],
    events: [{ type: 'none', payload: { kind: 'ref', name }, source: NOWHERE }],
    handlers: [],
    injects: [],
  })
}

const NOWHERE = { file: '', line: 1, column: 1 }
