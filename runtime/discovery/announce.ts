import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import type { Logger } from '../log/index.js'
import type { ServiceDefinition } from '../service/index.js'
import type { IncomingMessage, OutgoingMessage, Publisher, Transport } from '../transport/index.js'
import { isReplyKey } from '../wire/index.js'
import { encodeInstance, MAX_ANSWER } from './encode-instance.js'
import type { Instance, ServiceInfo } from './instance.js'
import { answerKey, INTROSPECTION_EXCHANGE, passingQueue, QUESTION_KEY } from './topology.js'

export interface AnnounceOptions {
  readonly transport: Transport
  readonly definitions: readonly ServiceDefinition[]
  /** The URL of the HTTP server, if there is one. */
  readonly http: string | undefined
  /** The version of Mycelia. */
  readonly version: string
  readonly log: Logger
}

/**
 * Answers whoever asks which services run here, until the transport is closed. A broker that does
 * not allow it is no failure: services serve without, and one line at level debug says so.
 */
export async function announce(options: AnnounceOptions): Promise<void> {
  const { transport, log } = options
  const answer = encodeInstance(describeInstance(options), MAX_ANSWER)
  if (answer === undefined) return log.debug('introspection is off: too many services to name')
  let publisher: Publisher | undefined
  const onQuestion = (question: IncomingMessage) => {
    if (!isReplyKey(question.replyTo)) return
    publisher ??= transport.publisher()
    void send(transport, publisher, answerTo(question.replyTo, answer))
  }
  try {
    await transport.consume({
      exchanges: [INTROSPECTION_EXCHANGE],
      queue: passingQueue(QUESTION_KEY),
      ack: 'auto',
      onMessage: onQuestion,
    })
  } catch (error) {
    log.debug(`introspection is off: ${(error as Error).message}`)
  }
}

/** Milliseconds that an answer may lie in a queue. */
const ANSWER_EXPIRES = 5_000

/** What cannot be sent in time is not sent: nobody listens any more. */
async function send(
  transport: Transport,
  publisher: Publisher,
  answer: OutgoingMessage,
): Promise<void> {
  try {
    const limit = AbortSignal.timeout(ANSWER_EXPIRES)
    while (!publisher.publish(answer)) await transport.ready(limit)
  } catch {
    // The broker is gone, or refuses: whoever asks can ask again.
  }
}

function answerTo(id: string, body: Buffer): OutgoingMessage {
  return {
    exchange: INTROSPECTION_EXCHANGE.name,
    routingKey: answerKey(id),
    body,
    expiration: ANSWER_EXPIRES,
  }
}

function describeInstance({ definitions, http, version }: AnnounceOptions): Instance {
  return {
    id: randomUUID(),
    host: hostname(),
    pid: process.pid,
    started: new Date().toISOString(),
    versions: { mycelia: version, node: process.versions.node },
    ...(http !== undefined && { http }),
    services: definitions.map(describeService),
  }
}

function describeService({ name, contract, methods, description }: ServiceDefinition): ServiceInfo {
  const { doc, events, handlers, routes, websocket, timers, types } = description ?? {}
  return {
    name,
    contract,
    ...(doc !== undefined && { doc }),
    methods: Object.values(methods).map(({ name }) => {
      const known = description?.methods
      return { name, ...(known !== undefined && Object.hasOwn(known, name) ? known[name] : {}) }
    }),
    ...(events !== undefined && {
      events: Object.entries(events).map(([type, event]) => ({ type, ...event })),
    }),
    ...(handlers !== undefined && { handlers }),
    ...(websocket !== undefined && {
      websocket: Object.entries(websocket).map(([name, method]) => ({ name, ...method })),
    }),
    ...(routes !== undefined && { routes }),
    ...(timers !== undefined && { timers }),
    ...(types !== undefined && { types }),
  }
}
