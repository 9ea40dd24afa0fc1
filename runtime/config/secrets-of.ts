import { looksSecret } from '../log/index.js'
import type { Config } from './config.js'

/** Known to everybody: RabbitMQ's own, which it takes from its own machine only. */
const NO_SECRET = 'guest'

/**
 * What nobody may read of a configuration: the passwords of brokers, that of a key, passwords in
 * URIs of the user's, and what stands under a key that looks secret. Each as it is and as it stands
 * in a URI.
 */
export function secretsOf({
  brokers,
  tls,
  raw,
}: Pick<Config, 'brokers' | 'tls' | 'raw'>): readonly string[] {
  const found = [
    ...brokers.map(({ password }) => password),
    ...(tls.passphrase === undefined ? [] : [tls.passphrase]),
    ...secretsIn(raw, false),
  ]
  const plain = new Set(found.flatMap((secret) => [secret, decoded(secret)]))
  const all = [...plain].flatMap((secret) => [secret, encodeURIComponent(secret)])
  return [...new Set(all)].filter((secret) => secret !== '' && secret !== NO_SECRET)
}

function secretsIn(value: unknown, isSecret: boolean): string[] {
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([key, item]) =>
      secretsIn(item, isSecret || looksSecret(key)),
    )
  }
  if (isSecret && ['string', 'number', 'bigint'].includes(typeof value)) return [String(value)]
  return typeof value === 'string' ? passwordsIn(value) : []
}

/** A text may hold several URIs, with `;` between them. */
function passwordsIn(text: string): string[] {
  const uris = text.matchAll(/[a-z][a-z0-9+.-]{0,30}:\/\/[^:@/\s;]*:([^@\s;]+)@/gi)
  return [...uris].map(([, password]) => password!)
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
