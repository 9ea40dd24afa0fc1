import { type ChannelName, type Operation, publish } from '../operations.js'

/** What random sequences meet too rarely, by name. */
export interface Scenario {
  readonly name: string
  readonly operations: readonly Operation[]
}

export const TRUE = { tag: 't', value: true } as const

export function publishMany(on: ChannelName, key: string, count: number): Operation[] {
  return many(count, publish(on, key))
}

export function many(count: number, operation: Operation): Operation[] {
  return Array.from({ length: count }, () => operation)
}
