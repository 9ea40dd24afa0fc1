import type { HandlerDescription, RouteDescription, TimerDescription } from '../service/index.js'
import { parseJson } from '../wire/index.js'
import type { EventInfo, Instance, MethodInfo, ServiceInfo } from './instance.js'

/** Reads an answer. Whoever may use the broker can send one: undefined when it is none. */
export function decodeInstance(body: Buffer): Instance | undefined {
  try {
    return readInstance(parseJson(body))
  } catch {
    return undefined
  }
}

class NotAnInstance extends Error {}

function readInstance(value: unknown): Instance {
  const { id, host, pid, started, versions, http, services, shortened } = record(value)
  const { mycelia, node } = record(versions)
  return {
    id: text(id),
    host: text(host),
    pid: typeof pid === 'number' ? pid : refuse(),
    started: text(started),
    versions: { mycelia: text(mycelia), node: text(node) },
    ...(http !== undefined && { http: text(http) }),
    services: list(services).map(readService),
    ...(shortened === true && { shortened }),
  }
}

function readService(value: unknown): ServiceInfo {
  const { name, contract, doc, methods, events, handlers, routes, websocket, timers, types } =
    record(value)
  return {
    name: text(name),
    contract: text(contract),
    ...(doc !== undefined && { doc: text(doc) }),
    methods: list(methods).map(readMethod),
    ...(events !== undefined && { events: list(events).map(readEvent) }),
    ...(handlers !== undefined && { handlers: list(handlers).map(readHandler) }),
    ...(websocket !== undefined && { websocket: list(websocket).map(readMethod) }),
    ...(routes !== undefined && { routes: list(routes).map(readRoute) }),
    ...(timers !== undefined && { timers: list(timers).map(readTimer) }),
    ...(types !== undefined && { types: texts(types) }),
  }
}

function readMethod(value: unknown): MethodInfo {
  const { name, signature, doc } = record(value)
  return {
    name: text(name),
    ...(signature !== undefined && { signature: text(signature) }),
    ...(doc !== undefined && { doc: text(doc) }),
  }
}

function readEvent(value: unknown): EventInfo {
  const { type, payload, doc } = record(value)
  return {
    type: text(type),
    payload: text(payload),
    ...(doc !== undefined && { doc: text(doc) }),
  }
}

function readHandler(value: unknown): HandlerDescription {
  const { from, type, queue, signature } = record(value)
  const source =
    queue === undefined ? { from: text(from), type: text(type) } : { queue: text(queue) }
  return { ...source, signature: text(signature) }
}

function readRoute(value: unknown): RouteDescription {
  const { verb, path, method, signature, doc } = record(value)
  return {
    verb: text(verb),
    path: text(path),
    method: text(method),
    signature: text(signature),
    ...(doc !== undefined && { doc: text(doc) }),
  }
}

function readTimer(value: unknown): TimerDescription {
  const { method, when, timeZone, once } = record(value)
  return {
    method: text(method),
    when: text(when),
    ...(timeZone !== undefined && { timeZone: text(timeZone) }),
    ...(once === 'cluster' && { once }),
  }
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return refuse()
  return value as Record<string, unknown>
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : refuse()
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : refuse()
}

function texts(value: unknown): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(record(value)).map(([key, item]) => [key, text(item)]))
}

function refuse(): never {
  throw new NotAnInstance()
}
