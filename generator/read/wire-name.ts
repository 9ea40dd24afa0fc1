import { Buffer } from 'node:buffer'

/** How names in TypeScript become names on the wire, unless they are given. */
export type Naming = 'as-written' | 'snake_case'

export function toWireName(name: string, naming: Naming): string {
  return naming === 'snake_case' ? snakeCase(name) : name
}

/** `getHTTPStatus` as `get_http_status`. */
export function snakeCase(name: string): string {
  return name
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1_$2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1_$2')
    .toLowerCase()
}

/** What can be the name of a service: Python peers know it as an attribute, queues as a part. */
export const SERVICE_NAME: RegExp = /^[A-Za-z_][\w-]*$/

/** What can be the name of a method on the wire: a dot separates it from the service's. */
export const METHOD_NAME: RegExp = /^[^.\s]+$/

/** Methods that a client cannot have: it has them already, or JavaScript asks it for them. */
export const RESERVED_METHODS: ReadonlySet<string> = new Set([
  'with',
  'then',
  'constructor',
  'toJSON',
  '__proto__',
])

/** How many bytes AMQP has for a routing key, which is the service's name, a dot and the method's. */
const LONGEST_ROUTING_KEY = 255

export function fitsRoutingKey(service: string, method: string): boolean {
  return Buffer.byteLength(`${service}.${method}`) <= LONGEST_ROUTING_KEY
}

/** A name for a service, from that of its class: `GreetingService` as `greeting_service`. */
export function suggestedName(className: string | undefined): string {
  return className === undefined ? 'my_service' : snakeCase(className)
}
