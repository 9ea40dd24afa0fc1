import { type Contract, calledErrors, type SourcePosition } from 'mycelia/contract'

/**
 * The part of a contract that its callers depend on. Positions change with every edit of the
 * service, and what it injects and handles is its own affair: a client that kept them would be
 * out of date all the time.
 */
export function callerContract({ http: _, websocket: __, ...contract }: Contract): Contract {
  return {
    ...contract,
    source: fileOnly(contract.source),
    methods: contract.methods.map(placed),
    types: Object.fromEntries(
      Object.entries(contract.types).map(([name, type]) => [name, placed(type)]),
    ),
    errors: calledErrors(contract).map(placed),
    events: contract.events.map(placed),
    handlers: [],
    injects: [],
  }
}

function placed<T extends { readonly source: SourcePosition }>(item: T): T {
  return { ...item, source: fileOnly(item.source) }
}

function fileOnly({ file }: SourcePosition): SourcePosition {
  return { file, line: 1, column: 1 }
}
