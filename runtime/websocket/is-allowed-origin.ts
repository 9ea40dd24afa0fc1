import type { IncomingMessage } from 'node:http'

/**
 * Whether a page may open a socket: one of the server's own host, or of an origin that is listed.
 * Browsers let any page connect anywhere, with the cookies of its user, and say only where it is from;
 * others than browsers say nothing.
 * @param allowed Origins; `*` for all.
 */
export function isAllowedOrigin(
  { headers }: Pick<IncomingMessage, 'headers'>,
  allowed: readonly string[],
): boolean {
  const { origin, host } = headers
  if (origin === undefined || allowed.includes('*') || allowed.includes(origin)) return true
  // Not its scheme: TLS may end in front of the server.
  return URL.canParse(origin) && host !== undefined && new URL(origin).host === hostOf(host, origin)
}

/** A host without the port that goes without saying. */
function hostOf(host: string, origin: string): string | undefined {
  const url = `${new URL(origin).protocol}//${host}`
  return URL.canParse(url) ? new URL(url).host : undefined
}
