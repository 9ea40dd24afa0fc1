/** An event as Nameko sends it to a socket (`web/websocket.py`, `serialize_event`). */
export function eventText(event: string, data: unknown): string {
  return JSON.stringify({ type: 'event', event, data: data ?? null })
}
