import type { MethodCodec } from '../codec/index.js'

/** What a generated client knows of its service. */
export interface ClientDefinition {
  /** The name of the service on the wire. */
  readonly service: string
  /** The hash of the contract that it was generated from. */
  readonly contract: string
  /** How each method crosses the wire, by its name in TypeScript. */
  readonly methods: Readonly<Record<string, MethodCodec>>
}
