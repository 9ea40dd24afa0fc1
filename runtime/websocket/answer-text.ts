import type { ErrorOnTheWire } from '../errors/index.js'

/** How a request has ended. */
export type Outcome =
  /** With the text of a result, in JSON. */
  { readonly result: string } | { readonly error: ErrorOnTheWire }

/** The answer to a request, as Nameko writes it (`web/websocket.py`, `handle_websocket_request`). */
export function answerText(outcome: Outcome, correlationId: unknown): string {
  const told =
    'result' in outcome
      ? `"success":true,"data":${outcome.result}`
      : `"success":false,"error":${JSON.stringify(outcome.error)}`
  return `{"type":"result",${told},"correlation_id":${JSON.stringify(correlationId)}}`
}
