import { type Contract, contractHash, type ErrorDefinition } from 'mycelia/contract'

/** What is called how in the components of a document. */
export interface ComponentNames {
  /** Of a named type. */
  type(contract: Contract, name: string): string
  /** Of the problem details of an error. */
  error(contract: Contract, error: ErrorDefinition): string
}

/** Problem details in general. */
export const PROBLEM_DETAILS = 'ProblemDetails'

/**
 * What the named types and errors of services are called in one document: types by their own names,
 * errors by their codes, and where two services mean something else by a name, by the service's
 * class too.
 */
export function componentNames(contracts: readonly Contract[]): ComponentNames {
  const meanings = new Map([[PROBLEM_DETAILS, new Set([PROBLEM_DETAILS])]])
  const note = (name: string, meaning: string) =>
    meanings.set(name, (meanings.get(name) ?? new Set()).add(meaning))
  for (const contract of contracts) {
    for (const name of Object.keys(contract.types)) note(name, meaningOfType(contract, name))
    for (const error of contract.errors) {
      note(ownName(contract, error), meaningOfError(contract, error))
    }
  }
  const nameOf = ({ className }: Contract, name: string) => {
    const isShared = meanings.get(name)?.size === 1
    // Generic types may have other letters in their names than a document allows.
    return (isShared ? name : `${className}.${name}`).replaceAll(/[^A-Za-z0-9._-]/g, '_')
  }
  return {
    type: nameOf,
    error: (contract, error) => nameOf(contract, ownName(contract, error)),
  }
}

/** A code without a dot in it may be the name of a type, too. */
function ownName({ types }: Contract, { code }: ErrorDefinition): string {
  return Object.hasOwn(types, code) ? `${code}Problem` : code
}

/** The same for the same type with all that it mentions, wherever it was declared. */
function meaningOfType({ types }: Contract, name: string): string {
  const payload = { kind: 'ref', name } as const
  return contractHash({ ...NOTHING, types, events: [{ type: 'none', payload, source: NOWHERE }] })
}

function meaningOfError({ types, errors }: Contract, { code }: ErrorDefinition): string {
  const names = { name: 'none', wireName: 'none', kind: 'unary' } as const
  const result = { kind: 'void' } as const
  const method = { ...names, params: [], result, errors: [code], source: NOWHERE }
  return contractHash({ ...NOTHING, types, errors, methods: [method] })
}

const NOWHERE = { file: '', line: 1, column: 1 }

const NOTHING: Contract = {
  format: 1,
  service: 'none',
  className: 'None',
  source: NOWHERE,
  methods: [],
  types: {},
  errors: [],
  events: [],
  handlers: [],
  injects: [],
}
