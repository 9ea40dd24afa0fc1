import type { KnownService } from '../known-services.js'

/** What a service does beside answering calls, a line for each: HTTP, sockets, events, the clock. */
export function describeActivity(service: KnownService): readonly string[] {
  const { events, handlers, routes, websocket, timers } = service
  return [
    ...routes.map(describeRoute),
    ...[...events.values()].map(({ type, payload }) => `emits ${eventKey(type)}: ${payload}`),
    ...handlers.map(({ from, type = '', queue, signature }) =>
      queue === undefined
        ? `on ${from} ${eventKey(type)}: ${signature}`
        : `on a message in queue ${queue}: ${signature}`,
    ),
    ...websocket.map(({ name, signature }) => `over a web socket: ${signature ?? name}`),
    ...timers.map(({ method, when, timeZone, once }) => {
      const zone = timeZone === undefined ? '' : ` in ${timeZone}`
      const time = when.includes(' ') ? `at "${when}"${zone}` : `every ${when}`
      return `${time}: ${method}()${once === 'cluster' ? ', on one of its instances' : ''}`
    }),
  ]
}

/** `GET /orders/:id: find(id: number): Order` */
export function describeRoute({ verb, path, signature }: KnownService['routes'][number]): string {
  return `${verb} ${path}: ${signature}`
}

/** An event's type as the key of a property, as signatures are written in TypeScript. */
export function eventKey(type: string): string {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(type) ? type : JSON.stringify(type)
}
