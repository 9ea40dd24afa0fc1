import type { Instance, MethodInfo, ServiceInfo } from './instance.js'

/** Bytes of an answer at most: what some hundred methods take with their docs. */
export const MAX_ANSWER: number = 256 * 1024

/**
 * An answer as JSON, without docs, signatures or members as far as it would be too large with them.
 * @returns undefined when even the names of the services are too many.
 */
export function encodeInstance(instance: Instance, limit: number): Buffer | undefined {
  for (const shorten of STEPS) {
    const services = instance.services.map(shorten)
    const shortened = shorten === whole ? {} : { shortened: true }
    const body = Buffer.from(JSON.stringify({ ...instance, services, ...shortened }))
    if (body.length <= limit) return body
  }
  return undefined
}

const STEPS: readonly ((service: ServiceInfo) => ServiceInfo)[] = [
  whole,
  ({ name, contract, methods, events, handlers, routes, websocket, timers }) => ({
    name,
    contract,
    methods: methods.map(withoutDoc),
    ...(events !== undefined && {
      events: events.map(({ type, payload }) => ({ type, payload })),
    }),
    ...(handlers !== undefined && { handlers }),
    ...(websocket !== undefined && { websocket: websocket.map(withoutDoc) }),
    ...(routes !== undefined && { routes: routes.map(({ doc: _, ...route }) => route) }),
    ...(timers !== undefined && { timers }),
  }),
  ({ name, contract, methods }) => ({
    name,
    contract,
    methods: methods.map(({ name }) => ({ name })),
  }),
  ({ name, contract }) => ({ name, contract, methods: [] }),
]

function whole(service: ServiceInfo): ServiceInfo {
  return service
}

function withoutDoc({ name, signature }: MethodInfo): MethodInfo {
  return { name, ...(signature !== undefined && { signature }) }
}
