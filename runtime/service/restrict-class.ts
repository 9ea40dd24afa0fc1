import { restrictMetadata } from './metadata.js'
import type { ServiceClass } from './service-definition.js'

/** A class that does what another does, of which only some methods count as decorated. */
export function restrictClass(type: ServiceClass, methods: readonly string[]): ServiceClass {
  const Restricted = class extends type {}
  Object.defineProperty(Restricted, 'name', { value: type.name })
  restrictMetadata(type, Restricted, methods)
  return Restricted
}
