import type { MethodCodec, PayloadCodec } from '../codec/index.js'
import type { HttpDefinition } from './http-route.js'

/** A class without constructor arguments. */
export type ServiceClass = new () => object

/** A service that can be hosted: a class and what the generator read from it. Generated. */
export interface ServiceDefinition {
  /** The name on the wire: `greeting_service`. */
  readonly name: string
  readonly class: ServiceClass
  /** The hash of its contract. */
  readonly contract: string
  /** How its RPC methods cross the wire, by the name of the method in the class. */
  readonly methods: Readonly<Record<string, MethodCodec>>
  /** How the events that it emits cross the wire, by their types. @default it emits none */
  readonly events?: Readonly<Record<string, PayloadCodec>>
  /** How its methods with `@on` and `@consume` are given messages, by their names. @default none */
  readonly handlers?: Readonly<Record<string, PayloadCodec>>
  /** What it answers over HTTP. @default nothing */
  readonly http?: HttpDefinition
  /** What people who look for the service read. Nothing of it is needed to serve. */
  readonly description?: ServiceDescription
}

/** A service in words: its docs, and signatures in TypeScript with the names on the wire. */
export interface ServiceDescription {
  readonly doc?: string
  /** By the name on the wire. */
  readonly methods: Readonly<Record<string, MethodDescription>>
  /** The types that signatures speak of, by name: `{ sku: string; quantity: number }`. */
  readonly types?: Readonly<Record<string, string>>
}

export interface MethodDescription {
  /** `hello(name: string): string` */
  readonly signature: string
  readonly doc?: string
}
