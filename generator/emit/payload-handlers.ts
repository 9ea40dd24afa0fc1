import type { Contract, Type } from 'mycelia/contract'

/** A method that is given messages: of events, of queues, or of both. */
export interface PayloadHandler {
  /** The method's name in TypeScript. */
  readonly method: string
  /** Its name in the names of queues. */
  readonly wireName: string
  readonly payload: Type
}

/** The methods of a service that are given messages, each once. */
export function payloadHandlers(
  contract: Partial<Pick<Contract, 'handlers' | 'consumers'>>,
): readonly PayloadHandler[] {
  const byMethod = new Map<string, PayloadHandler>()
  for (const { method, wireName, payload } of contract.handlers ?? []) {
    byMethod.set(method, { method, wireName, payload })
  }
  for (const { method, payload } of contract.consumers ?? []) {
    if (!byMethod.has(method)) byMethod.set(method, { method, wireName: method, payload })
  }
  return [...byMethod.values()]
}
