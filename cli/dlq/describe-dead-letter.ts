import { redactArguments } from 'mycelia'
import { maskSecrets, secretsOf } from 'mycelia/config'
import { type DeadLetter, deadQueueOf } from 'mycelia/operations'
import type { ProjectNeeds } from '../project-needs.js'

/** Characters of a body that is no JSON, at most. */
const LONGEST_TEXT = 2_000

/** A dead letter as it may be shown. */
export interface DescribedLetter {
  readonly id: string
  readonly error: string | undefined
  readonly message: string | undefined
  readonly attempts: number | undefined
  readonly firstFailure: string | undefined
  /** Where `replay` sends it. */
  readonly queue: string | undefined
  /** Those that tell of its failures aside. */
  readonly headers: unknown
  readonly payload: unknown
}

/**
 * Describes dead letters without what is secret: what handlers declare sensitive, what is named like
 * a secret, and the configuration's own secrets, which errors may quote.
 */
export function describer(
  queue: string,
  { config, needs }: ProjectNeeds,
): (letter: DeadLetter) => DescribedLetter {
  const paths = needs
    .flatMap(({ queues }) => queues)
    .filter(({ base }) => deadQueueOf(base) === queue)
    .flatMap(({ sensitive }) => sensitive)
  const secrets = secretsOf(config)
  const hide = (text: string): string =>
    secrets.reduce((shown, secret) => shown.replaceAll(secret, '**'), text)
  return ({ id, burial, message }) => ({
    id,
    error: burial.code,
    message: burial.message === undefined ? undefined : hide(maskSecrets(burial.message) as string),
    attempts: burial.attempts,
    firstFailure: burial.firstFailure,
    queue: burial.queue,
    headers: maskSecrets(plainHeaders(message.headers)),
    payload: payloadOf(message.body, paths),
  })
}

function plainHeaders(headers: DeadLetter['message']['headers']): unknown {
  const own = Object.entries(headers).filter(([name]) => !/^(?:mycelia\.|x-)/.test(name))
  const text = JSON.stringify(Object.fromEntries(own), (_, value: unknown) =>
    typeof value === 'bigint' ? String(value) : value,
  )
  return JSON.parse(text)
}

function payloadOf(body: Buffer, sensitive: readonly string[]): unknown {
  const text = body.toString('utf8')
  let payload: unknown
  try {
    payload = JSON.parse(text)
  } catch {
    // Nobody knows what in it is sensitive.
    if (sensitive.length > 0 || text.includes('\ufffd')) return `${body.length} bytes, not JSON`
    return maskSecrets(text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}...` : text)
  }
  return maskSecrets(redactArguments([payload], ['payload'], sensitive).payload)
}
