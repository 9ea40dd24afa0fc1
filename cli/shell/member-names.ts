import type { KnownService } from '../known-services.js'

/** All that can be described: services, and behind a dot their methods and events. */
export function memberNames(services: Iterable<KnownService>): readonly string[] {
  return [...services].flatMap(({ name, methods, events }) => [
    name,
    ...[...methods.keys(), ...events.keys()].map((member) => `${name}.${member}`),
  ])
}
