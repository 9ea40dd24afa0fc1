import type { KnownService } from '../known-services.js'

/** All that can be described: services, and behind a dot their methods, those that answer HTTP too, and events. */
export function memberNames(services: Iterable<KnownService>): readonly string[] {
  return [...services].flatMap(({ name, methods, events, routes }) => {
    const answering = routes.map(({ method }) => method)
    const members = new Set([...methods.keys(), ...events.keys(), ...answering])
    return [name, ...[...members].map((member) => `${name}.${member}`)]
  })
}
