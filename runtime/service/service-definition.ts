import type { MethodCodec, PayloadCodec } from '../codec/index.js'
import type { HttpDefinition } from './http-route.js'
import type { WebSocketDefinition } from './websocket-definition.js'

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
  /** What it answers over web sockets. @default nothing */
  readonly websocket?: WebSocketDefinition
  /** What people who look for the service read. Nothing of it is needed to serve. */
  readonly description?: ServiceDescription
}

/** A service in words: its docs, and signatures in TypeScript with the names on the wire. */
export interface ServiceDescription {
  readonly doc?: string
  /** By the name on the wire. */
  readonly methods: Readonly<Record<string, MethodDescription>>
  /** Events that it emits, by their types. @default none */
  readonly events?: Readonly<Record<string, EventDescription>>
  /** What is given to it: events, and messages of queues. @default nothing */
  readonly handlers?: readonly HandlerDescription[]
  /** What it answers over web sockets, by the name on the wire. @default nothing */
  readonly websocket?: Readonly<Record<string, MethodDescription>>
  /** What it answers over HTTP. @default nothing */
  readonly routes?: readonly RouteDescription[]
  /** What it does by the clock. @default nothing */
  readonly timers?: readonly TimerDescription[]
  /** The types that signatures speak of, by name: `{ sku: string; quantity: number }`. */
  readonly types?: Readonly<Record<string, string>>
}

export interface MethodDescription {
  /** `hello(name: string): string` */
  readonly signature: string
  readonly doc?: string
}

export interface EventDescription {
  /** The type of what it carries, as TypeScript: `Order`. */
  readonly payload: string
  readonly doc?: string
}

/** Either `from` and `type` are there, or `queue` is. */
export interface HandlerDescription {
  /** The service that emits the event. */
  readonly from?: string
  /** The event's type. */
  readonly type?: string
  /** The queue that messages are taken from. */
  readonly queue?: string
  /** `shipOrder(payload: Order)` */
  readonly signature: string
}

export interface RouteDescription {
  /** `GET` */
  readonly verb: string
  /** `/orders/:id` */
  readonly path: string
  /** The method in the class. */
  readonly method: string
  /** `find(id: number): Order` */
  readonly signature: string
  /** Of a method that is called over HTTP alone. */
  readonly doc?: string
}

export interface TimerDescription {
  /** The method in the class. */
  readonly method: string
  /** `5s`, or a cron pattern. */
  readonly when: string
  /** Of a cron pattern. @default that of the process */
  readonly timeZone?: string
  /** Only one of all instances does it. */
  readonly once?: 'cluster'
}
